using System.Globalization;
using System.Text;
using Flows.Server.Model;

namespace Flows.Server.Sql;

/// <summary>Values as PostgreSQL reads them from text.</summary>
internal static class PostgresText
{
    public static string? Of(object? value) => value switch
    {
        null or DBNull => null,
        string text => Plain(text),
        Guid id => id.ToString("D"),
        DateTimeOffset instant => Iso.Format(instant),
        TimeSpan span => Intervals.Format(span),
        bool yes => yes ? "true" : "false",
        JsonText json => json.Text,
        IEnumerable<Guid> ids => $"{{{string.Join(',', ids)}}}",
        IEnumerable<string> texts => List(texts),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"a parameter cannot be {value.GetType().Name}"),
    };

    /// <summary>A list as the text of an array.</summary>
    public static string List(IEnumerable<object> values)
    {
        var text = new StringBuilder("{");
        foreach (var value in values)
        {
            if (text.Length > 1) text.Append(',');
            text.Append('"').Append(Of(value)!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }
        return text.Append('}').ToString();
    }

    /// <summary>A text without the character 0, which PostgreSQL cannot keep; the replacement character stands for it.</summary>
    public static string Plain(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;

    /// <summary>JSON without the escape of the character 0, which <c>jsonb</c> cannot keep; the replacement character stands for it.</summary>
    public static JsonText Clean(JsonText json)
    {
        var text = new StringBuilder(json.Text);
        for (var i = json.Text.IndexOf('\\', StringComparison.Ordinal); i >= 0 && i < text.Length - 1; i++)
        {
            if (text[i] != '\\') continue;
            if (json.Text.AsSpan(i + 1).StartsWith("u0000", StringComparison.Ordinal)) text.Remove(i + 2, 4).Insert(i + 2, "fffd");
            // What follows a backslash belongs to it, a second backslash too.
            i++;
        }
        return new(text.ToString());
    }
}
