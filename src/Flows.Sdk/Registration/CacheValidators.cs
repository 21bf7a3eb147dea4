using System.Text.Json;
using Flows.Results;
using Flows.Wire;

namespace Flows.Registration;

/// <summary>Cache validators as the protocol writes them: a function with the names that it compares.</summary>
internal static class CacheValidators
{
    public static FunctionDocument Of(TaskOptions options)
    {
        var validator = options.CacheValidator ?? (options.CacheFor is null ? CacheValidator.NeverUse : CacheValidator.DurationOnly);
        return (validator.InputNames ?? validator.ParameterNames) is not { } names ? new() { Fn = validator.WireName }
            : new() { Fn = validator.WireName, Kwargs = new Dictionary<string, JsonElement> { ["validate_on"] = ValueJson.Default.Write(names, typeof(IReadOnlyList<string>)) } };
    }
}
