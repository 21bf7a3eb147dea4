using System.Text.Json;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>An input object that fits its type: fields that are not given are null.</summary>
internal sealed class InputObject(IReadOnlyDictionary<string, object?> fields)
{
    public Guid Id(string name) => (Guid)fields[name]!;

    public Guid? IdOrNull(string name) => (Guid?)fields.GetValueOrDefault(name);

    public string Text(string name) => (string)fields[name]!;

    public string? TextOrNull(string name) => (string?)fields.GetValueOrDefault(name);

    public long? Number(string name) => (long?)fields.GetValueOrDefault(name);

    public bool? Flag(string name) => (bool?)fields.GetValueOrDefault(name);

    public DateTimeOffset? Time(string name) => (DateTimeOffset?)fields.GetValueOrDefault(name);

    /// <summary>JSON; null when it is not given or JSON null.</summary>
    public JsonElement? Json(string name) => fields.GetValueOrDefault(name) is JsonElement { ValueKind: not JsonValueKind.Null } json ? json : null;

    public IReadOnlyList<string>? Texts(string name) => fields.GetValueOrDefault(name) is IReadOnlyList<object?> list ? [.. list.Cast<string>()] : null;

    /// <summary>Objects; none when they are not given.</summary>
    public IReadOnlyList<InputObject> Objects(string name) => [.. (fields.GetValueOrDefault(name) as IReadOnlyList<object?> ?? []).Cast<InputObject>()];
}
