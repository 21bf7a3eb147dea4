using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Flows.Server.Data.Sqlite;

/// <summary>PostgreSQL's operators that SQLite has no word for: <c>like</c> with case, and a look into JSON.</summary>
internal static class SqliteFunctions
{
    public static void Register(SqliteConnection connection)
    {
        connection.CreateFunction("flows_like", (string? text, string? pattern) => text is null || pattern is null ? (bool?)null : IsLike(text, pattern),
            isDeterministic: true);
        connection.CreateFunction("flows_json_contains", (string? outer, string? inner) => Look(outer, inner, Contains), isDeterministic: true);
        connection.CreateFunction("flows_json_has_any", (string? json, string? keys) => Look(json, keys, (j, k) => k.EnumerateArray().Any(x => HasKey(j, x))),
            isDeterministic: true);
        connection.CreateFunction("flows_json_has_all", (string? json, string? keys) => Look(json, keys, (j, k) => k.EnumerateArray().All(x => HasKey(j, x))),
            isDeterministic: true);
    }

    /// <summary><c>like</c> as PostgreSQL has it: % is any text, _ any character, a backslash takes the next one as it is.</summary>
    internal static bool IsLike(string text, string pattern)
    {
        var regex = new System.Text.StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
            regex.Append(pattern[i] switch
            {
                '%' => ".*",
                '_' => ".",
                '\\' when i + 1 < pattern.Length => Regex.Escape(pattern[++i].ToString()),
                var c => Regex.Escape(c.ToString()),
            });
        return Regex.IsMatch(text, regex.Append("\\z").ToString(), RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>Whether the first holds the second, as jsonb's <c>@></c> has it.</summary>
    internal static bool Contains(JsonElement outer, JsonElement inner) => (outer.ValueKind, inner.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) =>
            inner.EnumerateObject().All(p => outer.TryGetProperty(p.Name, out var value) && Contains(value, p.Value)),
        (JsonValueKind.Array, JsonValueKind.Array) => inner.EnumerateArray().All(i => outer.EnumerateArray().Any(o => Contains(o, i))),
        (JsonValueKind.Array, not JsonValueKind.Object) => outer.EnumerateArray().Any(o => JsonElement.DeepEquals(o, inner)),
        _ => JsonElement.DeepEquals(outer, inner),
    };

    private static bool HasKey(JsonElement json, JsonElement key) => json.ValueKind switch
    {
        JsonValueKind.Object => json.TryGetProperty(key.GetString() ?? "", out _),
        JsonValueKind.Array => json.EnumerateArray().Any(x => x.ValueKind == JsonValueKind.String && x.ValueEquals(key.GetString())),
        _ => json.ValueKind == JsonValueKind.String && json.ValueEquals(key.GetString()),
    };

    private static bool? Look(string? first, string? second, Func<JsonElement, JsonElement, bool> test)
    {
        if (first is null || second is null) return null;
        using var a = JsonDocument.Parse(first);
        using var b = JsonDocument.Parse(second);
        return test(a.RootElement, b.RootElement);
    }
}
