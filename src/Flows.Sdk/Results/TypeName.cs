using System.Globalization;

namespace Flows.Results;

/// <summary>Names types and values in sentences, as an author writes them.</summary>
internal static class TypeName
{
    private const int LongestValue = 60;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(void)] = "void",
    };

    /// <summary>A type as in C#: <c>int?</c>, <c>List&lt;string&gt;</c>.</summary>
    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Of(underlying) + "?";
        if (type.IsArray) return Of(type.GetElementType()!) + "[]";
        return type.IsGenericType
            ? $"{type.Name[..Math.Max(type.Name.IndexOf('`', StringComparison.Ordinal), 1)]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>"
            : type.Name;
    }

    /// <summary>A value as in C#, shortened: <c>"abc"</c>, <c>null</c>, <c>12</c>.</summary>
    public static string Show(object? value)
    {
        var text = value switch
        {
            null => "null",
            string s => $"\"{s}\"",
            System.Text.Json.JsonElement json => json.GetRawText(),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => $"a {Of(value.GetType())}",
        };
        return text.Length <= LongestValue ? text : text[..LongestValue] + "...";
    }
}
