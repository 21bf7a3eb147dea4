using System.Globalization;
using System.Text;

namespace Flows.Graph;

/// <summary>
/// A text with fields that a run fills in: <c>rows/{table}/{when:yyyy-MM-dd}.json</c>. After a colon stands how .NET is to format the value;
/// <c>{{</c> and <c>}}</c> are braces.
/// </summary>
internal sealed class NameTemplate
{
    private readonly List<Part> parts = [];

    private NameTemplate(string text) => Text = text;

    /// <summary>The template as it was written.</summary>
    public string Text { get; }

    /// <summary>The names of its fields, each once.</summary>
    public IReadOnlyList<string> Fields => [.. parts.Where(p => p.IsField).Select(p => p.Text).Distinct(StringComparer.Ordinal)];

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">A brace has no partner, or a field no name; the message says where and goes on from "it".</exception>
    public static NameTemplate Parse(string text)
    {
        var template = new NameTemplate(text);
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is not ('{' or '}'))
            {
                plain.Append(c);
            }
            else if (i + 1 < text.Length && text[i + 1] == c)
            {
                plain.Append(c);
                i++;
            }
            else
            {
                var end = c == '{' ? text.IndexOf('}', i) : -1;
                if (end < 0) throw new FormatException($"it has a '{c}' without a partner at position {i + 1}: write '{c}{c}' where the brace itself is meant.");
                template.parts.Add(new(plain.ToString(), IsField: false, null));
                plain.Clear();
                template.parts.Add(Field(text[(i + 1)..end], i));
                i = end;
            }
        }

        template.parts.Add(new(plain.ToString(), IsField: false, null));
        return template;
    }

    /// <summary>Fills in the fields.</summary>
    /// <param name="find">Gives the value of a field.</param>
    /// <exception cref="FormatException">A value cannot be formatted as the template says.</exception>
    public string Render(Func<string, object?> find)
    {
        var text = new StringBuilder();
        foreach (var part in parts) text.Append(part.IsField ? Show(find(part.Text), part.Format) : part.Text);
        return text.ToString();
    }

    private static Part Field(string field, int at)
    {
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        var name = (colon < 0 ? field : field[..colon]).Trim();
        return name.Length > 0 ? new(name, IsField: true, colon < 0 ? null : field[(colon + 1)..])
            : throw new FormatException($"it has a field without a name at position {at + 1}.");
    }

    private static string Show(object? value, string? format) => value switch
    {
        null => "",
        // A time without a format of its own has one that stands in names of files, and sorts.
        DateTimeOffset time => time.ToString(format ?? "yyyy-MM-ddTHH-mm-ssZ", CultureInfo.InvariantCulture),
        DateTime time => time.ToString(format ?? "yyyy-MM-ddTHH-mm-ss", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString(format ?? "yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(format, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private sealed record Part(string Text, bool IsField, string? Format);
}
