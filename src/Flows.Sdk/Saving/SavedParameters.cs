using System.Text.Json;
using Flows.Graph;
using Flows.Results;

namespace Flows.Saving;

/// <summary>The parameters of a saved run.</summary>
internal static class SavedParameters
{
    /// <summary>A value that cannot be JSON is left out: the default holds for a run that starts from this one, or it must be given again.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Write(FlowGraph graph, IReadOnlyDictionary<string, object?> values, ValueJson json)
    {
        var written = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            if (node.Parameter is not { } parameter || !values.TryGetValue(node.Name, out var value)) continue;
            try
            {
                written[node.Name] = json.Write(value, parameter.Type);
            }
            catch (ValueJsonException)
            {
                // Left out, as the summary says.
            }
        }

        return written;
    }
}
