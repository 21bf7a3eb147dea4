using System.Text.Json;
using Flows.Graph;
using Flows.Results;

namespace Flows.Registration;

/// <summary>The defaults of parameters as JSON.</summary>
internal static class ParameterDefaults
{
    /// <summary>Writes the default of a parameter; null when a run must give a value.</summary>
    /// <exception cref="FlowRegistrationException">It cannot be written.</exception>
    public static JsonElement? ToJson(string name, ParameterFacts facts, ValueJson json)
    {
        if (facts.Required) return null;
        try
        {
            return json.Write(facts.Default, facts.Type);
        }
        catch (ValueJsonException e)
        {
            throw new FlowRegistrationException($"The default of parameter '{name}' is not JSON: {e.Message}", e);
        }
    }
}
