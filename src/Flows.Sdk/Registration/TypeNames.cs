namespace Flows.Registration;

/// <summary>What the protocol, whose own language is Python, calls a CLR type.</summary>
internal static class TypeNames
{
    /// <summary>The name of a type that has no counterpart.</summary>
    public const string Any = "typing.Any";

    /// <summary>The one table: CLR type, name on the wire.</summary>
    private static readonly Dictionary<Type, string> Table = new()
    {
        [typeof(Unit)] = "None",
        [typeof(string)] = "<class 'str'>",
        [typeof(char)] = "<class 'str'>",
        [typeof(bool)] = "<class 'bool'>",
        [typeof(sbyte)] = "<class 'int'>",
        [typeof(byte)] = "<class 'int'>",
        [typeof(short)] = "<class 'int'>",
        [typeof(ushort)] = "<class 'int'>",
        [typeof(int)] = "<class 'int'>",
        [typeof(uint)] = "<class 'int'>",
        [typeof(long)] = "<class 'int'>",
        [typeof(ulong)] = "<class 'int'>",
        [typeof(float)] = "<class 'float'>",
        [typeof(double)] = "<class 'float'>",
        [typeof(decimal)] = "<class 'decimal.Decimal'>",
        [typeof(DateTime)] = "<class 'datetime.datetime'>",
        [typeof(DateTimeOffset)] = "<class 'datetime.datetime'>",
        [typeof(DateOnly)] = "<class 'datetime.date'>",
        [typeof(TimeOnly)] = "<class 'datetime.time'>",
        [typeof(TimeSpan)] = "<class 'datetime.timedelta'>",
        [typeof(Guid)] = "<class 'uuid.UUID'>",
        [typeof(Uri)] = "<class 'str'>",
        [typeof(byte[])] = "<class 'bytes'>",
    };

    private static readonly HashSet<Type> Lists =
    [
        typeof(List<>), typeof(IList<>), typeof(IReadOnlyList<>), typeof(ICollection<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>),
    ];

    private static readonly HashSet<Type> Sets = [typeof(HashSet<>), typeof(ISet<>), typeof(IReadOnlySet<>)];

    private static readonly HashSet<Type> Dictionaries = [typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>)];

    /// <summary>The name on the wire, for example <c>&lt;class 'int'&gt;</c> or <c>typing.List[str]</c>.</summary>
    public static string Of(Type type) => Table.TryGetValue(type, out var entry)
        ? entry
        : Shape(type) switch
        {
            { Kind: Kind.Optional, Item: { } item } => $"typing.Optional[{Inner(item)}]",
            { Kind: Kind.List, Item: { } item } => $"typing.List[{Inner(item)}]",
            { Kind: Kind.Set, Item: { } item } => $"typing.Set[{Inner(item)}]",
            { Kind: Kind.Dictionary, Item: { } item } => $"typing.Dict[str, {Inner(item)}]",
            { Kind: Kind.Enum } => Table[typeof(string)],
            _ => Any,
        };

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
}
