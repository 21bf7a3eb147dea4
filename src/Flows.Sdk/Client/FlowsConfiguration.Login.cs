namespace Flows.Client;

public sealed partial class FlowsConfiguration
{
    private const string AuthFileName = "auth.toml", KeyName = "api_key", TenantName = "tenant_id";

    /// <summary>Where the API key comes from: a setting, or the file in which <see cref="SaveLogin"/> keeps it; null when there is no key.</summary>
    public string? ApiKeySource => NotEmpty("cloud.api_key") is not null ? values["cloud.api_key"].Source : Kept(KeyName) is not null ? AuthFile.Path : null;

    private AuthFile AuthFile => new(Path.Combine(this["home_dir"] is { Length: > 0 } home ? home : Path.Combine(sources.HomeFolder, ".prefect"), AuthFileName), sources);

    /// <summary>Keeps a key for the configured API, in the file <c>auth.toml</c> that Prefect 1.x reads too and that only the user can read.</summary>
    /// <param name="apiKey">The key.</param>
    /// <param name="tenantId">The tenant to act for; null for the key's own.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ConfigurationException">The file cannot be written.</exception>
    public string SaveLogin(string apiKey, string? tenantId)
    {
        var file = AuthFile;
        file.Write(ApiUrl.OriginalString, [(KeyName, apiKey), (TenantName, tenantId)]);
        return file.Path;
    }

    /// <summary>Forgets the key that is kept for the configured API.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="ConfigurationException">The file cannot be written.</exception>
    public bool RemoveLogin()
    {
        var file = AuthFile;
        if (file.Read(ApiUrl.OriginalString).Count == 0) return false;
        file.Write(ApiUrl.OriginalString, []);
        return true;
    }

    private string? Kept(string name) => AuthFile.Read(ApiUrl.OriginalString).GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
