using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Hosting.Commands;

/// <summary>The values of <c>--param NAME=VALUE</c>.</summary>
internal static class ParameterArguments
{
    /// <summary>The option <c>--param NAME=VALUE</c>.</summary>
    public static Option<string[]> Option() => Option("--param", "-p", "A parameter's value as JSON; bare words are text. May be given several times.");

    /// <summary>An option of values as NAME=VALUE.</summary>
    public static Option<string[]> Option(string name, string? alias, string description)
    {
        var option = new Option<string[]>(name, alias is null ? [] : [alias])
        {
            Description = description,
            HelpName = "NAME=VALUE",
            DefaultValueFactory = _ => [],
        };
        option.Validators.Add(Check);
        return option;
    }

    /// <summary>Reads the values. Each argument is JSON; what is no JSON is text, and so is all that is not quoted for a parameter that is text.</summary>
    /// <param name="flow">The flow that takes them.</param>
    /// <param name="file">A file with more; an argument goes before it. Null for none.</param>
    /// <param name="arguments">Values as <c>NAME=VALUE</c>.</param>
    /// <exception cref="HostException">The file is malformed.</exception>
    public static FlowParameters Read(Flow flow, string? file, IEnumerable<string> arguments)
    {
        var parameters = new FlowParameters();
        if (file is not null)
            foreach (var (name, value) in ParameterFile.Read(file))
                parameters[name] = value;
        foreach (var argument in arguments)
        {
            var name = Name(argument);
            parameters[name] = Value(argument[(name.Length + 1)..], IsText(flow, name));
        }
        return parameters;
    }

    /// <summary>Reads values that no flow knows: numbers, truth values and null are what they are, all else is text.</summary>
    public static Dictionary<string, object?> ReadPlain(IEnumerable<string> arguments)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            var name = Name(argument);
            values[name] = Value(argument[(name.Length + 1)..], isText: false) switch
            {
                { ValueKind: JsonValueKind.True or JsonValueKind.False } flag => flag.GetBoolean(),
                { ValueKind: JsonValueKind.Null } => null,
                { ValueKind: JsonValueKind.Number } number => number.TryGetInt64(out var whole) ? whole : number.GetDouble(),
                var other => other.ToString(),
            };
        }
        return values;
    }

    private static void Check(OptionResult result)
    {
        string[] arguments = [.. result.Tokens.Select(t => t.Value)];
        if (arguments.FirstOrDefault(a => a.IndexOf('=', StringComparison.Ordinal) < 1) is { } wrong) result.AddError($"{result.Option.Name} '{wrong}' is not NAME=VALUE.");
        else if (arguments.GroupBy(Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) result.AddError($"{result.Option.Name} gives '{twice.Key}' twice.");
    }

    private static string Name(string argument) => argument[..argument.IndexOf('=', StringComparison.Ordinal)];

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
