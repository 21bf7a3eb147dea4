using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Flows.Client;

/// <summary>A TOML file as dotted keys with their lines. Read by its syntax tree: no reflection, and a line for every key.</summary>
internal sealed partial class TomlFile(string path, ConfigurationSources sources)
{
    /// <summary>The leaves in the order of the file; none when there is no such file.</summary>
    /// <exception cref="ConfigurationException">It is malformed or cannot be read.</exception>
    public IReadOnlyList<ConfigurationValue> Read() => File.Exists(path) ? ReadLeaves() : [];

    /// <summary>A method of its own, since calling it loads the parser.</summary>
    private IReadOnlyList<ConfigurationValue> ReadLeaves()
    {
        var text = ReadText();
        var document = SyntaxParser.Parse(text, path, validate: true);
        if (document.Diagnostics.FirstOrDefault(d => d.Kind == DiagnosticMessageKind.Error) is { } error) throw Malformed(error, text);
        return [.. Leaves("", document.KeyValues), .. document.Tables.SelectMany(t => Leaves(KeyOf(t.Name), t.Items))];
    }

    private string ReadText()
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private IEnumerable<ConfigurationValue> Leaves(string table, SyntaxList<KeyValueSyntax> items) =>
        items.SelectMany(item => Leaves(table.Length == 0 ? KeyOf(item.Key) : $"{table}.{KeyOf(item.Key)}", item));

    private IEnumerable<ConfigurationValue> Leaves(string key, KeyValueSyntax item)
    {
        if (item.Value is InlineTableSyntax table)
            return table.Items.Where(i => i.KeyValue is not null).SelectMany(i => Leaves($"{key}.{KeyOf(i.KeyValue!.Key)}", i.KeyValue!));
        var value = item.Value is StringValueSyntax text ? Expansion.Variables(text.Value ?? "", sources) : TextOf(item.Value);
        return [new ConfigurationValue(key, value, path, Secrets.IsSecret(key)) { Line = item.Span.Start.Line + 1 }];
    }

    private static string TextOf(ValueSyntax? value) => value switch
    {
        StringValueSyntax text => text.Value ?? "",
        BooleanValueSyntax flag => flag.Value ? "true" : "false",
        IntegerValueSyntax number => number.Value.ToString(CultureInfo.InvariantCulture),
        FloatValueSyntax number => number.Value.ToString(CultureInfo.InvariantCulture),
        ArraySyntax array => $"[{string.Join(", ", array.Items.Select(i => i.Value is StringValueSyntax text ? $"\"{JsonEncodedText.Encode(text.Value ?? "")}\"" : TextOf(i.Value)))}]",
        null => "",
        _ => value.ToString().Trim(),
    };

    private static string KeyOf(KeySyntax? key) =>
        key is null ? "" : string.Join('.', [PartOf(key.Key), .. key.DotKeys.Select(d => PartOf(d.Key))]);

    private static string PartOf(BareKeyOrStringValueSyntax? part) => part switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax text => text.Value ?? "",
        _ => "",
    };

    // A broken line has no node in the tree: its key is what stands before the equals sign. The value is not quoted, it may be a secret.
    private ConfigurationException Malformed(DiagnosticMessage error, string text)
    {
        var line = error.Span.Start.Line;
        var lines = text.Split('\n');
        var broken = line < lines.Length ? lines[line].Trim() : "";
        var table = lines.Take(line).Select(l => Table().Match(l)).LastOrDefault(m => m.Success)?.Groups[1].Value.Trim() is { } name ? name + "." : "";
        var key = Key().Match(broken) is { Success: true } match ? table + match.Groups[1].Value : broken.StartsWith('[') ? broken : "";
        return new ConfigurationException(
            $"{path}, line {line + 1}{(key.Length > 0 ? $" (key {key})" : "")} is not valid TOML; text stands in quotes, a list in [ ], and each key and table stands once.");
    }

    [GeneratedRegex(@"^([\w.\-""']+)\s*=")]
    private static partial Regex Key();

    [GeneratedRegex(@"^\s*\[([^\[\]]+)\]")]
    private static partial Regex Table();
}
