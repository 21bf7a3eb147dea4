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

    /// <summary>Whether its type has a field.</summary>
    public bool Has(string name) => type.Fields.Any(f => f.Name == name);

    /// <summary>Every identifier in it and in the objects below, with the name of its field.</summary>
    public IEnumerable<(string Field, Guid Id)> Ids()
    {
        foreach (var (field, value) in Fields)
        {
            if (value is Guid id) yield return (field.Name, id);
            else if (value is InputObject one) foreach (var below in one.Ids()) yield return below;
            else if (value is IReadOnlyList<object?> list) foreach (var below in list.OfType<InputObject>().SelectMany(o => o.Ids())) yield return below;
        }
    }

    /// <summary>The same with other identifiers, here and below.</summary>
    public InputObject WithIds(IReadOnlyDictionary<Guid, Guid> instead) => new(type, [.. values.Select(v => Replace(v, instead))]);

    /// <summary>The same with another value of one field.</summary>
    public InputObject With(string name, object? value) => new(type, [.. Fields.Select(f => f.Field.Name == name ? value : f.Value)]);

    private static object? Replace(object? value, IReadOnlyDictionary<Guid, Guid> instead) => value switch
    {
        Guid id => instead.TryGetValue(id, out var other) ? other : id,
        InputObject one => one.WithIds(instead),
        IReadOnlyList<object?> list => list.Select(item => Replace(item, instead)).ToList(),
        _ => value,
    };

    private object? Find(string name)
    {
        for (var i = 0; i < values.Count; i++)
            if (type.Fields[i].Name == name) return values[i];
        return null;
    }
}
