using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Flows.Generators.Tasks;

/// <summary>Reads the options of a task as its attribute gives them. What is not given is left to the defaults of <c>TaskOptions</c>.</summary>
internal static class OptionsReader
{
    /// <summary>Properties of the attribute that are times in seconds, which an attribute cannot hold, by those of the options.</summary>
    private static readonly Dictionary<string, string> Times = new()
    {
        ["RetryDelaySeconds"] = "RetryDelay",
        ["MaxRetryDelaySeconds"] = "MaxRetryDelay",
        ["TimeoutSeconds"] = "Timeout",
        ["CacheForSeconds"] = "CacheFor",
    };

    /// <summary>The options that are set, as they stand in an initializer.</summary>
    public static IEnumerable<string> Read(IMethodSymbol method, AttributeData attribute)
    {
        if (attribute.NamedArguments.All(a => a.Key != "Name" || a.Value.IsNull)) yield return $"Name = {Literal.Of(method.Name)}";
        foreach (var given in attribute.NamedArguments)
            if (given.Value.Kind == TypedConstantKind.Array)
            {
                if (!given.Value.IsNull) yield return $"{given.Key} = new string[] {{ {string.Join(", ", given.Value.Values.Select(v => Literal.Of(v.Value as string ?? "")))} }}";
            }
            else if (given.Value.Value is double seconds && Times.TryGetValue(given.Key, out var time))
            {
                yield return $"{time} = global::System.TimeSpan.FromSeconds({Literal.Of(seconds)})";
            }
            else if (given.Value.Value is { } value)
            {
                yield return $"{given.Key} = {Literal.Of(value)}";
            }
    }
}
