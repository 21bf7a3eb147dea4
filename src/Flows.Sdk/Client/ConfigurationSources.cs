using System.Collections;

namespace Flows.Client;

/// <summary>Where the configuration is read from, so that tests need no real home folder and environment.</summary>
public sealed record ConfigurationSources
{
    /// <summary>The home folder, in which <c>.prefect</c> and <c>.flows</c> are. <value>The default is the user's.</value></summary>
    public string HomeFolder { get; init; } = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);

    /// <summary>The environment variables. <value>The default is the process's.</value></summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = System.Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");

    internal string UserFile => Named("PREFECT__USER_CONFIG_PATH") ?? Path.Combine(HomeFolder, ".prefect", "config.toml");

    internal string BackendFile => Named("PREFECT__BACKEND_CONFIG_PATH") ?? Path.Combine(HomeFolder, ".prefect", "backend.toml");

    internal string FlowsFile => Named("FLOWS__USER_CONFIG_PATH") ?? Path.Combine(HomeFolder, ".flows", "config.toml");

    private string? Named(string variable) => Environment.GetValueOrDefault(variable) is { Length: > 0 } path ? Expansion.Home(path, HomeFolder) : null;
}
