using System.Text.Json.Nodes;
using Flows.Server.Model;

namespace Flows.Server.Access;

/// <summary>The things that a call was about.</summary>
internal static class AuditSubjects
{
    /// <summary>More of them are counted, not named.</summary>
    private const int Bound = 50;

    /// <summary>The table whose rows a field of an input names: <c>x_id</c> names a row of <c>x</c>; <c>id</c> is what a mutation <c>create_x</c> made.</summary>
    public static Table? TableOf(string field, string mutation = "") => field switch
    {
        "key_id" => ServerModel.Current["api_key"],
        "id" => mutation.StartsWith("create_flow_from", StringComparison.Ordinal) ? ServerModel.Current["flow"]
            : mutation.IndexOf('_', StringComparison.Ordinal) is var at and > 0 ? ServerModel.Current.Find(mutation[(at + 1)..]) : null,
        _ when field.EndsWith("_id", StringComparison.Ordinal) => ServerModel.Current.Find(field[..^"_id".Length]),
        _ => null,
    };

    /// <summary>As JSON: an id, or a list of ids, by the name of the field.</summary>
    public static JsonText Json(IReadOnlyList<(string Field, Guid Id)> subjects)
    {
        var json = new JsonObject();
        foreach (var group in subjects.Take(Bound).GroupBy(s => s.Field, s => s.Id))
        {
            var ids = group.Distinct().Select(id => (JsonNode)id.ToString()).ToArray();
            json[group.Key] = ids.Length == 1 ? ids[0] : new JsonArray(ids);
        }
        if (subjects.Count > Bound) json["more"] = subjects.Count - Bound;
        return new(json.ToJsonString(JsonText.Plain));
    }
}
