using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Flows.Engine;

/// <summary>Writes artifacts as the protocol has them. The original shows links and Markdown; what else we say stands beside it in the same data.</summary>
internal static class ArtifactData
{
    public static TaskArtifact Link(string url, string? name) => Of(ArtifactKind.Link, name, url, json => json.WriteString("link", url));

    public static TaskArtifact Markdown(string text, string? name) => Of(ArtifactKind.Markdown, name, text, json => json.WriteString("markdown", text));

    public static TaskArtifact Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<object?>> rows, string? name)
    {
        if (columns.Count == 0) throw new ArgumentException("A table has at least one column.", nameof(columns));
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Count != columns.Count)
                throw new ArgumentException($"Row {i} of the table has {rows[i].Count} values, and there are {columns.Count} columns.", nameof(rows));
        var texts = rows.Select(static row => row.Select(Show).ToArray()).ToArray();
        var markdown = MarkdownTable(columns, texts);
        return Of(ArtifactKind.Table, name, markdown, json =>
        {
            json.WriteString("markdown", markdown);
            json.WriteStartObject("table");
            WriteAll(json, "columns", columns);
            json.WriteStartArray("rows");
            foreach (var row in texts) WriteAll(json, null, row);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    public static TaskArtifact Progress(double fraction, string? text, string name)
    {
        var markdown = string.Create(CultureInfo.InvariantCulture, $"**{Math.Floor(fraction * 100)} %**{(text is null ? "" : " " + text)}");
        return Of(ArtifactKind.Progress, name, markdown, json =>
        {
            json.WriteString("markdown", markdown);
            json.WriteStartObject("progress");
            json.WriteNumber("fraction", fraction);
            json.WriteString("text", text);
            json.WriteEndObject();
        });
    }

    private static TaskArtifact Of(ArtifactKind kind, string? name, string text, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            if (name is not null) json.WriteString("name", name);
            json.WriteEndObject();
        }

        return new() { Kind = kind, Name = name, Text = text, Data = JsonElement.Parse(buffer.WrittenSpan) };
    }

    private static string MarkdownTable(IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder();
        Line(columns.Select(Cell));
        Line(columns.Select(static _ => "---"));
        foreach (var row in rows) Line(row.Select(Cell));
        return text.ToString();

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    /// <summary>A bar or a new line would end the cell.</summary>
    private static string Cell(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Show(object? value) => value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value?.ToString() ?? "";

    private static void WriteAll(Utf8JsonWriter json, string? key, IEnumerable<string> texts)
    {
        if (key is null) json.WriteStartArray();
        else json.WriteStartArray(key);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
