using System.Text.Json;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>An input object that fits its type: fields that are not given are null.</summary>
/// <param name="type">Its type.</param>
/// <param name="values">A value for each field of the type, in its order.</param>
internal sealed class InputObject(ObjectInput type, IReadOnlyList<object?> values)
{
    /// <summary>All fields with their values, objects and lists of objects as such.</summary>
    public IEnumerable<(InputField Field, object? Value)> Fields => type.Fields.Zip(values);

    public Guid Id(string name) => (Guid)Find(name)!;

    public Guid? IdOrNull(string name) => (Guid?)Find(name);

    public string Text(string name) => (string)Find(name)!;

    public string? TextOrNull(string name) => (string?)Find(name);

    public long? Number(string name) => (long?)Find(name);

    public bool? Flag(string name) => (bool?)Find(name);

    public DateTimeOffset? Time(string name) => (DateTimeOffset?)Find(name);

    /// <summary>JSON; null when it is not given or JSON null.</summary>
    public JsonElement? Json(string name) => Find(name) is JsonElement { ValueKind: not JsonValueKind.Null } json ? json : null;

    public IReadOnlyList<string>? Texts(string name) => Find(name) is IReadOnlyList<object?> list ? [.. list.Cast<string>()] : null;

    /// <summary>Objects; none when they are not given.</summary>
    public IReadOnlyList<InputObject> Objects(string name) => [.. (Find(name) as IReadOnlyList<object?> ?? []).Cast<InputObject>()];

    private object? Find(string name)
    {
        for (var i = 0; i < values.Count; i++)
            if (type.Fields[i].Name == name) return values[i];
        return null;
    }
}
