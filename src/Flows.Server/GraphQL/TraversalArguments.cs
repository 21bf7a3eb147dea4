using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.GraphQL;

/// <summary>The functions that walk along edges from some tasks (contract section 3.1).</summary>
internal static class TraversalArguments
{
    public const string Downstream = "utility_downstream_tasks", Upstream = "utility_upstream_tasks";

    private const int MaxDepth = 50;

    public static bool IsFunction(string name) => name is Downstream or Upstream;

    /// <summary>The order in which the functions yield their rows when the request has none.</summary>
    public static IEnumerable<Ordering> StandardOrder(Table traversal) =>
        [new([], traversal["depth"], false, false), new([], traversal["task_id"], false, false)];

    /// <summary>Where to start and how far to go: <c>{start_task_ids: "{uuid,uuid}", depth_limit: 3}</c>.</summary>
    public static Walk Read(string function, object? value, string path)
    {
        var type = $"{function}_args";
        var given = FilterBuilder.Object(value, type, path);
        if (given.Keys.FirstOrDefault(k => k is not ("start_task_ids" or "depth_limit")) is { } unknown)
            throw RequestException.Invalid($"field \"{unknown}\" not found in type: '{type}'", path);
        var starts = given.GetValueOrDefault("start_task_ids") is { } ids && RequestValues.Open(ids) is not null
            ? Ids(ids, $"{path}.start_task_ids")
            : throw RequestException.Invalid("missing required field \"start_task_ids\"", path);
        return new(function == Downstream, starts, Depth(given.GetValueOrDefault("depth_limit"), $"{path}.depth_limit"));
    }

    /// <summary>Identifiers as an array literal of PostgreSQL, or as a plain list.</summary>
    private static List<object> Ids(object value, string path)
    {
        if (value is not DeclaredValue declared || DeclaredValue.Text(declared.Type).TrimEnd('!') != "_uuid")
            DeclaredValue.Expect(value, "uuid", path, isList: true);
        if (RequestValues.Open(value) is not string text)
            return [.. FilterValues.List(value).Where(v => RequestValues.Open(v) is not null).Select(v => FilterValues.Scalar(ColumnKind.Uuid, v!, path))];
        if (!text.StartsWith('{') || !text.EndsWith('}'))
            throw new RequestException($"malformed array literal: \"{text}\"; write it as \"{{id,id}}\"", ErrorCodes.Data, path);
        return [.. text[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(id => FilterValues.Scalar(ColumnKind.Uuid, id.Trim('"'), path))];
    }

    private static long Depth(object? value, string path)
    {
        DeclaredValue.Expect(value, "Int", path);
        return RequestValues.Open(value) switch
        {
            null => MaxDepth,
            long depth => Math.Min(depth, MaxDepth),
            var other => throw RequestException.Invalid($"expected a value of type Int, but found {FilterValues.Describe(other)}", path),
        };
    }
}
