using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Flows.Graph;

namespace Flows.Registration;

/// <summary>The defaults of parameters as JSON.</summary>
internal static class ParameterDefaults
{
    /// <summary>Writes the default of a parameter; null when a run must give a value.</summary>
    /// <exception cref="FlowRegistrationException">It cannot be written.</exception>
    public static JsonElement? ToJson(string name, ParameterFacts facts)
    {
        if (facts.Required) return null;
        try
        {
            return Serialize(facts.Default, facts.Type);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new FlowRegistrationException(
                $"The default of parameter '{name}' is a {facts.Type.Name} that is not JSON ({e.Message}): give it as text, a number, a list or a record of such.", e);
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only where reflection is on.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where reflection is on.")]
    private static JsonElement Serialize(object? value, Type type) =>
        JsonSerializer.IsReflectionEnabledByDefault ? JsonSerializer.SerializeToElement(value, type) : throw new NotSupportedException("reflection is off");
}
