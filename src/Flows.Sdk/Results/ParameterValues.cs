using System.Text.Json;

namespace Flows.Results;

/// <summary>The parameters of a flow run, as they are and as the JSON that travels in the state of a cached run.</summary>
/// <param name="values">By name.</param>
/// <param name="types">The declared type of each.</param>
/// <param name="json">How values become JSON.</param>
internal sealed class ParameterValues(IReadOnlyDictionary<string, object?> values, IReadOnlyDictionary<string, Type> types, ValueJson json)
{
    private readonly Dictionary<string, JsonElement?> written = values.ToDictionary(v => v.Key, v => Write(v.Value, types.GetValueOrDefault(v.Key) ?? v.Value?.GetType() ?? typeof(object), json), StringComparer.Ordinal);

    /// <summary>The values by name.</summary>
    public IReadOnlyDictionary<string, object?> Values => values;

    /// <summary>The JSON of those that could be written, by name.</summary>
    public IReadOnlyDictionary<string, object?> Known => written.Where(w => w.Value is not null).ToDictionary(w => w.Key, object? (w) => w.Value!.Value);

    /// <summary>Whether parameters equal those of an earlier run.</summary>
    /// <param name="earlier">The parameters of the earlier run, as a state carries them; null when it kept none.</param>
    /// <param name="names">The parameters to compare; null for all.</param>
    public bool AreIn(IReadOnlyDictionary<string, object?>? earlier, IReadOnlyCollection<string>? names) => names is null
        ? written.Count == (earlier?.Count ?? 0) && written.Keys.All(n => IsSame(n, earlier))
        : names.All(n => IsSame(n, earlier));

    private bool IsSame(string name, IReadOnlyDictionary<string, object?>? earlier) =>
        written.GetValueOrDefault(name) is { } mine && earlier is not null && earlier.TryGetValue(name, out var other) && JsonElement.DeepEquals(mine, Plain(other));

    /// <summary>A state that was read has JSON as plain values; one of this process has what <see cref="Known"/> gave it.</summary>
    private static JsonElement Plain(object? value) => value as JsonElement? ?? ValueJson.Default.Write(value, typeof(object));

    private static JsonElement? Write(object? value, Type type, ValueJson json)
    {
        try
        {
            return json.Write(value, type);
        }
        catch (Exception)
        {
            // Not for JSON, or a property of the value threw.
            return null;
        }
    }
}
