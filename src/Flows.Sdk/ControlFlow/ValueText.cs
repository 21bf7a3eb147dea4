using System.Collections;
using System.Globalization;

namespace Flows.ControlFlow;

/// <summary>Values as the protocol's own language shows them, since names of tasks are made of them.</summary>
internal static class ValueText
{
    /// <summary>As text that is meant to be read: <c>it</c>, <c>True</c>, <c>None</c>.</summary>
    public static string Show(object? value) => value is string or char ? value.ToString()! : Literal(value);

    /// <summary>As it stands in source: <c>'it'</c>, <c>True</c>, <c>[1, 2]</c>.</summary>
    public static string Literal(object? value) => value switch
    {
        null => "None",
        bool flag => flag ? "True" : "False",
        string or char => $"'{value.ToString()!.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'",
        double or float => Real((IFormattable)value),
        Enum => value.ToString()!,
        IDictionary map => $"{{{string.Join(", ", map.Keys.Cast<object>().Select(k => $"{Literal(k)}: {Literal(map[k])}"))}}}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Literal))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Real(IFormattable value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.All(c => char.IsAsciiDigit(c) || c == '-') ? text + ".0" : text;
    }
}
