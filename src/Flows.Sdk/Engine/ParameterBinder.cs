using System.Text.Json;
using Flows.Graph;
using Flows.Results;

namespace Flows.Engine;

/// <summary>Finds the value of each of a flow's parameters: given here, else stored with the flow run, else its default.</summary>
internal static class ParameterBinder
{
    /// <summary>Binds the parameters; what does not fit is kept as a problem of that parameter.</summary>
    public static BoundParameters Bind(FlowGraph graph, IReadOnlyDictionary<string, object?> stored, IReadOnlyDictionary<string, object?> given)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var json = ValueJson.Of(graph.Settings.Json);
        foreach (var node in graph.Nodes)
        {
            if (node.Parameter is not { } parameter) continue;
            if (!given.TryGetValue(node.Name, out var value) && !stored.TryGetValue(node.Name, out value))
            {
                if (parameter.Required) problems[node.Name] = $"Flow '{graph.Name}' needs a value for its parameter '{node.Name}' ({TypeName.Of(parameter.Type)}).";
                else values[node.Name] = parameter.Default;
            }
            else
            {
                var (converted, problem) = Read(node.Name, value, parameter.Type, json);
                if (problem is null) values[node.Name] = converted;
                else problems[node.Name] = $"Parameter '{node.Name}' of flow '{graph.Name}' {problem}.";
            }
        }

        return new(values, problems);
    }

    /// <summary>Names that the flow has no parameter for, in a sentence; null when there is none.</summary>
    public static string? FindUnknown(FlowGraph graph, IEnumerable<string> names)
    {
        var known = graph.Nodes.Where(static n => n.Parameter is not null).Select(static n => n.Name).ToList();
        return names.Except(known).FirstOrDefault() is not { } unknown ? null
            : known.Count == 0 ? $"Flow '{graph.Name}' has no parameter '{unknown}'; it takes none."
            : $"Flow '{graph.Name}' has no parameter '{unknown}'; it takes {string.Join(", ", known.Select(static n => $"'{n}'"))}.";
    }

    /// <summary>A value of the type is taken as it is; any other by way of its JSON, which must fit member by member.</summary>
    private static (object? Value, string? Problem) Read(string name, object? value, Type type, ValueJson json)
    {
        if (value is not null and not JsonElement && type.IsInstanceOfType(value)) return (value, null);
        if (!json.Knows(type))
            return (null, $"takes {TypeName.Of(type)}, which this program cannot read from JSON, since it was published without reflection: "
                + "name a JsonSerializerContext that has the type by UseJson while the flow is written");
        try
        {
            var text = value as JsonElement? ?? json.Write(value, value?.GetType() ?? type);
            return ValueCheck.Find(text, type, json, name) is { } misfit
                ? (null, misfit.Path == name ? misfit.What : $"does not fit: '{misfit.Path}' {misfit.What}")
                : ValueConverter.TryConvert(text, type, json, out var converted) ? (converted, null) : (null, $"takes {TypeName.Of(type)}, not {TypeName.Show(value)}");
        }
        catch (Exception e) when (e is ValueJsonException or NotSupportedException)
        {
            return (null, $"takes {TypeName.Of(type)}, not {TypeName.Show(value)}");
        }
        catch (Exception e)
        {
            // The type's own constructor or property refused the value.
            return (null, $"is refused by {TypeName.Of(type)}: {e.Message.TrimEnd('.')}");
        }
    }
}
