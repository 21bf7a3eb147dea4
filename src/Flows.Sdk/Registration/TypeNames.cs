using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Registration;

/// <summary>What the protocol, whose own language is Python, calls a CLR type; and the JSON schema of the type.</summary>
internal static class TypeNames
{
    /// <summary>The name of a type that has no counterpart.</summary>
    public const string Any = "typing.Any";

    /// <summary>The one table: CLR type, name on the wire, JSON type and format.</summary>
    private static readonly Dictionary<Type, Entry> Table = new()
    {
        [typeof(Unit)] = new("None", "null"),
        [typeof(string)] = new("<class 'str'>", "string"),
        [typeof(char)] = new("<class 'str'>", "string"),
        [typeof(bool)] = new("<class 'bool'>", "boolean"),
        [typeof(sbyte)] = new("<class 'int'>", "integer"),
        [typeof(byte)] = new("<class 'int'>", "integer"),
        [typeof(short)] = new("<class 'int'>", "integer"),
        [typeof(ushort)] = new("<class 'int'>", "integer"),
        [typeof(int)] = new("<class 'int'>", "integer"),
        [typeof(uint)] = new("<class 'int'>", "integer"),
        [typeof(long)] = new("<class 'int'>", "integer"),
        [typeof(ulong)] = new("<class 'int'>", "integer"),
        [typeof(float)] = new("<class 'float'>", "number"),
        [typeof(double)] = new("<class 'float'>", "number"),
        [typeof(decimal)] = new("<class 'decimal.Decimal'>", "number"),
        [typeof(DateTime)] = new("<class 'datetime.datetime'>", "string", "date-time"),
        [typeof(DateTimeOffset)] = new("<class 'datetime.datetime'>", "string", "date-time"),
        [typeof(DateOnly)] = new("<class 'datetime.date'>", "string", "date"),
        [typeof(TimeOnly)] = new("<class 'datetime.time'>", "string", "time"),
        [typeof(TimeSpan)] = new("<class 'datetime.timedelta'>", "string", "duration"),
        [typeof(Guid)] = new("<class 'uuid.UUID'>", "string", "uuid"),
        [typeof(Uri)] = new("<class 'str'>", "string", "uri"),
        [typeof(byte[])] = new("<class 'bytes'>", "string"),
    };

    private static readonly HashSet<Type> Lists =
    [
        typeof(List<>), typeof(IList<>), typeof(IReadOnlyList<>), typeof(ICollection<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>),
    ];

    private static readonly HashSet<Type> Sets = [typeof(HashSet<>), typeof(ISet<>), typeof(IReadOnlySet<>)];

    private static readonly HashSet<Type> Dictionaries = [typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>)];

    /// <summary>The name on the wire, for example <c>&lt;class 'int'&gt;</c> or <c>typing.List[str]</c>.</summary>
    public static string Of(Type type) => Table.TryGetValue(type, out var entry)
        ? entry.Name
        : Shape(type) switch
        {
            { Kind: Kind.Optional, Item: { } item } => $"typing.Optional[{Inner(item)}]",
            { Kind: Kind.List, Item: { } item } => $"typing.List[{Inner(item)}]",
            { Kind: Kind.Set, Item: { } item } => $"typing.Set[{Inner(item)}]",
            { Kind: Kind.Dictionary, Item: { } item } => $"typing.Dict[str, {Inner(item)}]",
            { Kind: Kind.Enum } => Table[typeof(string)].Name,
            _ => Any,
        };

    /// <summary>The JSON schema of a type; an empty one, which allows all, when nothing is known of it.</summary>
    public static JsonElement Schema(Type type) => JsonElement.Parse(SchemaNode(type).ToJsonString());

    private static JsonObject SchemaNode(Type type)
    {
        if (Table.TryGetValue(type, out var entry))
        {
            var simple = new JsonObject { ["type"] = entry.JsonType };
            if (entry.Format is not null) simple["format"] = entry.Format;
            return simple;
        }
        return Shape(type) switch
        {
            { Kind: Kind.Optional, Item: { } item } => new JsonObject { ["anyOf"] = new JsonArray(SchemaNode(item), new JsonObject { ["type"] = "null" }) },
            { Kind: Kind.List, Item: { } item } => new JsonObject { ["type"] = "array", ["items"] = SchemaNode(item) },
            { Kind: Kind.Set, Item: { } item } => new JsonObject { ["type"] = "array", ["items"] = SchemaNode(item), ["uniqueItems"] = true },
            { Kind: Kind.Dictionary, Item: { } item } => new JsonObject { ["type"] = "object", ["additionalProperties"] = SchemaNode(item) },
            { Kind: Kind.Enum } => new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(n => JsonValue.Create(n))]) },
            _ => [],
        };
    }

    /// <summary>Inside brackets the protocol's language writes a class by its bare name.</summary>
    private static string Inner(Type type)
    {
        var name = Of(type);
        return name.StartsWith("<class '", StringComparison.Ordinal) ? name[8..^2] : name;
    }

    private static (Kind Kind, Type? Item) Shape(Type type)
    {
        if (type.IsEnum) return (Kind.Enum, null);
        if (Nullable.GetUnderlyingType(type) is { } value) return (Kind.Optional, value);
        if (type.IsArray) return (Kind.List, type.GetElementType());
        if (!type.IsGenericType) return default;
        var (definition, arguments) = (type.GetGenericTypeDefinition(), type.GetGenericArguments());
        if (Lists.Contains(definition)) return (Kind.List, arguments[0]);
        if (Sets.Contains(definition)) return (Kind.Set, arguments[0]);
        return Dictionaries.Contains(definition) && arguments[0] == typeof(string) ? (Kind.Dictionary, arguments[1]) : default;
    }

    private enum Kind
    {
        None,
        Enum,
        Optional,
        List,
        Set,
        Dictionary,
    }

    private sealed record Entry(string Name, string JsonType, string? Format = null);
}
