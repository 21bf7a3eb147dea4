using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Flows.Client;

/// <summary>
/// The keys that <c>flows auth login</c> keeps, in the original's file <c>auth.toml</c>: a table for each API, whose name is the API's address with all but
/// letters, digits, dots and hyphens replaced. Only the user can read it.
/// </summary>
internal sealed partial class AuthFile(string path, ConfigurationSources sources)
{
    public string Path => path;

    /// <summary>What is kept for an API: values by key, <c>api_key</c> and <c>tenant_id</c>.</summary>
    /// <exception cref="ConfigurationException">The file is malformed or cannot be read.</exception>
    public IReadOnlyDictionary<string, string> Read(string api) => Tables().GetValueOrDefault(TableOf(api)) ?? [];

    /// <summary>Keeps values for an API in the place of those that were kept; none forgets it.</summary>
    /// <exception cref="ConfigurationException">The file cannot be written.</exception>
    public void Write(string api, IEnumerable<(string Key, string? Value)> values)
    {
        var tables = Tables();
        var kept = values.Where(v => v.Value is { Length: > 0 }).ToDictionary(v => v.Key, v => v.Value!, StringComparer.Ordinal);
        if (kept.Count > 0) tables[TableOf(api)] = kept;
        else if (!tables.Remove(TableOf(api))) return;
        var text = new StringBuilder();
        foreach (var (name, table) in tables)
        {
            text.Append('[').Append(Quoted(name)).Append("]\n");
            foreach (var (key, value) in table) text.Append(Quoted(key)).Append(" = ").Append(Quoted(value)).Append('\n');
            text.Append('\n');
        }
        Save(text.ToString());
    }

    private Dictionary<string, Dictionary<string, string>> Tables()
    {
        var tables = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var leaf in new TomlFile(path, sources).Read())
        {
            var end = Math.Max(leaf.Key.LastIndexOf('.'), 0);
            var name = leaf.Key[..end];
            if (!tables.TryGetValue(name, out var table)) tables.Add(name, table = new(StringComparer.Ordinal));
            table[leaf.Key[(end == 0 ? 0 : end + 1)..]] = leaf.Value;
        }
        return tables;
    }

    /// <summary>Puts a new file in the place of the old one, so that there is never half a file.</summary>
    private void Save(string text)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            var draft = $"{path}.{Environment.ProcessId}";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new StreamWriter(draft, options)) file.Write(text);
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} cannot be written: {e.Message}", e);
        }
    }

    private static string TableOf(string api) => NoWord().Replace(api.TrimEnd('/').ToLowerInvariant(), "-").Trim('-');

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    [GeneratedRegex(@"[^-.a-z0-9]+")]
    private static partial Regex NoWord();
}
