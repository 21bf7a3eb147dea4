namespace Flows.Client;

/// <summary>Values by dotted key. A later layer wins; tables are merged deeply, because only their leaves are kept.</summary>
internal sealed class ConfigurationLayers
{
    private readonly Dictionary<string, ConfigurationValue> values = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ConfigurationValue> Values => values;

    /// <exception cref="ConfigurationException">The value stands where Flows has a table of settings, which would all be gone.</exception>
    public void Set(ConfigurationValue value)
    {
        if (ConfigurationDefaults.All.FirstOrDefault(d => IsWithin(d.Key, value.Key)).Key is { } within)
            throw new ConfigurationException($"{value.Key} is '{value.Display}' ({value.Place}), but it is to be a table of settings such as {within}.");
        // A value takes the place of a table of the same name, and a table that of a value.
        foreach (var key in values.Keys.Where(k => IsWithin(k, value.Key) || IsWithin(value.Key, k)).ToList()) values.Remove(key);
        values[value.Key] = value;
    }

    /// <summary>Variables <c>PREFIX__A__B</c>. Names are lower-cased, except what follows CONTEXT__SECRETS.</summary>
    public void SetEnvironment(ConfigurationSources sources, string prefix)
    {
        foreach (var (name, value) in sources.Environment.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(prefix, StringComparison.Ordinal) || KeyOf(name[prefix.Length..]) is not { } key) continue;
            Set(new ConfigurationValue(key, Expansion.Variables(value, sources), $"environment variable {name}", Secrets.IsSecret(key)));
        }
    }

    private static string? KeyOf(string name)
    {
        var parts = name.Split("__");
        if (parts.Any(p => p.Length == 0)) return null;
        var secret = parts.Length > 2 && parts is ["CONTEXT" or "context", "SECRETS" or "secrets", ..];
        return string.Join('.', parts.Select((part, i) => secret && i >= 2 ? part : part.ToLowerInvariant()));
    }

    private static bool IsWithin(string key, string table) => key.Length > table.Length && key[table.Length] == '.' && key.StartsWith(table, StringComparison.Ordinal);
}
