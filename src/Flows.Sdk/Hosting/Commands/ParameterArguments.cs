using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Hosting.Commands;

/// <summary>The values of <c>--param NAME=VALUE</c>.</summary>
internal static class ParameterArguments
{
    /// <summary>Reads the values. Each is JSON; what is no JSON is text, and so is all that is not quoted for a parameter that is text.</summary>
    /// <exception cref="HostException">An argument has no name, or a name comes twice.</exception>
    public static FlowParameters Read(Flow flow, IEnumerable<string> arguments)
    {
        var parameters = new FlowParameters();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            var separator = argument.IndexOf('=', StringComparison.Ordinal);
            if (separator < 1) throw new HostException($"--param '{argument}' is not NAME=VALUE.");
            var name = argument[..separator];
            if (!seen.Add(name)) throw new HostException($"--param gives '{name}' twice.");
            parameters[name] = Value(argument[(separator + 1)..], IsText(flow, name));
        }
        return parameters;
    }

    private static bool IsText(Flow flow, string name) => flow.Graph.Nodes.Any(n => n.Parameter?.Type == typeof(string) && n.Name == name);

    private static JsonElement Value(string text, bool isText)
    {
        var json = TryParse(text);
        return json is { } value && (!isText || value.ValueKind == JsonValueKind.String) ? value : JsonElement.Parse(JsonValue.Create(text).ToJsonString());
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
