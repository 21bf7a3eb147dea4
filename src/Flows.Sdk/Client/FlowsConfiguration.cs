using System.Globalization;
using System.Text.Json;
using Flows.Wire;
using Microsoft.Extensions.Logging;

namespace Flows.Client;

/// <summary>
/// The settings of this machine and process. Low to high: defaults, <c>~/.prefect/config.toml</c>, <c>~/.prefect/backend.toml</c>,
/// <c>~/.flows/config.toml</c>, environment variables <c>PREFECT__A__B</c>, environment variables <c>FLOWS__A__B</c>.
/// </summary>
public sealed partial class FlowsConfiguration
{
    private const string ContextPrefix = "context.";
    private static readonly string[] Backends = ["server", "cloud"];
    private readonly IReadOnlyDictionary<string, ConfigurationValue> values;
    private readonly ConfigurationSources sources;

    private FlowsConfiguration(IReadOnlyDictionary<string, ConfigurationValue> values, ConfigurationSources sources) => (this.values, this.sources) = (values, sources);

    /// <summary>The value of a key as text, or null when it is not set.</summary>
    /// <param name="dottedKey">The key, for example <c>docker.base_image</c>.</param>
    public string? this[string dottedKey] => values.GetValueOrDefault(dottedKey)?.Value;

    /// <summary>All settings, sorted by key, each with its source.</summary>
    public IReadOnlyList<ConfigurationValue> Values => [.. values.Values.OrderBy(v => v.Key, StringComparer.Ordinal)];

    /// <summary>Which kind of server is used: <c>server</c> or <c>cloud</c>. <value>The default is <c>server</c>.</value></summary>
    public string Backend => OneOf("backend", Backends);

    /// <summary>The API that clients call (<c>cloud.api</c>). <value>The default is <c>http://localhost:4200</c>.</value></summary>
    public Uri ApiUrl => Url("cloud.api");

    /// <summary>The API key (<c>cloud.api_key</c>). <value>The default is the one that <see cref="SaveLogin"/> has kept for the API; null when there is none.</value></summary>
    public string? ApiKey => NotEmpty("cloud.api_key") ?? Kept(KeyName);

    /// <summary>The tenant (<c>cloud.tenant_id</c>). <value>The default is null: the key's, or the first.</value></summary>
    public string? TenantId => NotEmpty("cloud.tenant_id") ?? Kept(TenantName);

    /// <summary>The dashboard (<c>server.ui.endpoint</c>). <value>The default is <c>http://localhost:8080</c>.</value></summary>
    public Uri UiUrl => Url("server.ui.endpoint");

    /// <summary>The labels of agents that are started here (<c>cloud.agent.labels</c>). <value>Empty by default.</value></summary>
    public IReadOnlyList<string> AgentLabels => Words("cloud.agent.labels");

    /// <summary>
    /// What is set under <c>[context]</c>, without secrets: values for the context of each run. Text that is a number or a truth value is one.
    /// </summary>
    internal IReadOnlyDictionary<string, object?> Context => values.Values
        .Where(static v => v.Key.StartsWith(ContextPrefix, StringComparison.Ordinal) && !v.Key.StartsWith(ContextPrefix + "secrets.", StringComparison.Ordinal))
        .ToDictionary(static v => v.Key[ContextPrefix.Length..], static v => Plain(v.Value), StringComparer.Ordinal);

    /// <summary>Reads the configuration.</summary>
    /// <param name="sources">Where from. <value>The default is the user's home folder and the process's environment.</value></param>
    /// <returns>The configuration.</returns>
    /// <exception cref="ConfigurationException">A file is malformed; the message names file, line and key.</exception>
    public static FlowsConfiguration Load(ConfigurationSources? sources = null)
    {
        sources ??= new ConfigurationSources();
        var layers = new ConfigurationLayers();
        foreach (var (key, value) in ConfigurationDefaults.All)
            layers.Set(new ConfigurationValue(key, Expansion.Variables(value, sources), "default", Secrets.IsSecret(key)));
        foreach (var file in (string[])[sources.UserFile, sources.BackendFile, sources.FlowsFile])
            foreach (var value in new TomlFile(file, sources).Read()) layers.Set(value);
        layers.SetEnvironment(sources, "PREFECT__");
        layers.SetEnvironment(sources, "FLOWS__");
        return new FlowsConfiguration(layers.Values.ToDictionary(v => v.Key, v => Expansion.Keys(v.Value, layers.Values), StringComparer.Ordinal), sources);
    }

    /// <summary>Makes a backend the default for this user, as <c>flows backend server</c> does.</summary>
    /// <param name="backend"><c>server</c> or <c>cloud</c>.</param>
    /// <param name="sources">Whose configuration. <value>The default is the user's.</value></param>
    /// <returns>The file that was written.</returns>
    /// <exception cref="ConfigurationException">There is no such backend, or the file cannot be written.</exception>
    public static string SaveBackend(string backend, ConfigurationSources? sources = null)
    {
        if (!Backends.Contains(backend)) throw new ConfigurationException($"'{backend}' is no backend; it is server or cloud.");
        var path = (sources ?? new ConfigurationSources()).BackendFile;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllText(path, $"backend = \"{backend}\"\n");
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>A setting that is a number of seconds.</summary>
    /// <param name="key">The key, for example <c>cloud.heartbeat_interval</c>.</param>
    /// <returns>The time.</returns>
    /// <exception cref="ConfigurationException">It is not set, or no number above zero.</exception>
    public TimeSpan Seconds(string key) =>
        double.TryParse(this[key], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : throw Wrong(key, "a number of seconds above zero");

    /// <summary>A yes or no, in any case.</summary>
    internal bool Flag(string key) => bool.TryParse(this[key], out var flag) ? flag : throw Wrong(key, "true or false");

    /// <summary>A log level by the protocol's name.</summary>
    internal LogLevel Level(string key) => LogLevels.Find(this[key]) ?? throw Wrong(key, "DEBUG, INFO, WARNING, ERROR or CRITICAL");

    /// <summary>A list of words: a TOML list, or a list as text in a variable, in which Python's quotes are accepted.</summary>
    internal IReadOnlyList<string> Words(string key)
    {
        if (NotEmpty(key) is not { } text) return [];
        try
        {
            var json = JsonElement.Parse(text.Contains('"', StringComparison.Ordinal) ? text : text.Replace('\'', '"'));
            return [.. json.EnumerateArray().Select(item => item.ToString())];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Wrong(key, "a list such as [\"a\", \"b\"]");
        }
    }

    private static object? Plain(string text) =>
        bool.TryParse(text, out var flag) ? flag
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : text;

    private string OneOf(string key, string[] words) => this[key] is { } word && words.Contains(word) ? word : throw Wrong(key, string.Join(" or ", words));

    private Uri Url(string key) =>
        Uri.TryCreate(this[key], UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : throw Wrong(key, "an address such as http://localhost:4200");

    private string? NotEmpty(string key) => this[key] is { Length: > 0 } text ? text : null;

    private ConfigurationException Wrong(string key, string wanted) => values.GetValueOrDefault(key) is { } value
        ? new ConfigurationException($"{key} is '{value.Display}' ({value.Place}), but it is to be {wanted}.")
        : new ConfigurationException($"{key} is not set; it is to be {wanted}.");
}
