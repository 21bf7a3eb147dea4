using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flows.Docker.Credentials;

/// <summary>The part of docker's <c>config.json</c> that tells credentials.</summary>
internal sealed record DockerConfigFile
{
    /// <summary>Credentials in the file itself, by registry.</summary>
    public Dictionary<string, DockerAuthEntry?>? Auths { get; init; }

    /// <summary>The helper for all registries.</summary>
    public string? CredsStore { get; init; }

    /// <summary>The helper of a single registry.</summary>
    public Dictionary<string, string?>? CredHelpers { get; init; }

    /// <summary>Reads the file; a file that is not there is an empty one.</summary>
    public static async Task<DockerConfigFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(text, DockerConfigContext.Default.DockerConfigFile) ?? new();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new();
        }
        catch (JsonException e)
        {
            // The parser's own text may quote the value, which may be a secret.
            throw new DockerCredentialException($"{path}, line {e.LineNumber + 1}: this is not the JSON of a docker configuration; correct it, or run 'docker login' again.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DockerCredentialException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The helper that keeps a registry's credentials; null when there is none.</summary>
    public string? HelperOf(string host)
    {
        var own = CredHelpers?.FirstOrDefault(pair => RegistryKey.Normalize(pair.Key) == host).Value;
        var helper = string.IsNullOrEmpty(own) ? CredsStore : own;
        return string.IsNullOrEmpty(helper) ? null : helper;
    }

    /// <summary>The credential that stands in the file; null when there is none.</summary>
    public RegistryCredential? FindAuth(string host, string path)
    {
        var entries = (Auths ?? []).Where(pair => RegistryKey.Normalize(pair.Key) == host).OrderByDescending(pair => pair.Key == RegistryKey.ForHelper(host));
        foreach (var (key, entry) in entries)
            if (entry?.ToCredential(key, path) is { } credential)
                return credential;
        return null;
    }
}

/// <summary>One registry's entry under <c>auths</c>.</summary>
internal sealed record DockerAuthEntry
{
    /// <summary><c>name:password</c> in base64.</summary>
    public string? Auth { get; init; }

    /// <summary>The name, where <see cref="Auth"/> is not set.</summary>
    public string? Username { get; init; }

    /// <summary>The password, where <see cref="Auth"/> is not set.</summary>
    public string? Password { get; init; }

    /// <summary>A refresh token for the registry's token service.</summary>
    [JsonPropertyName("identitytoken")]
    public string? IdentityToken { get; init; }

    /// <summary>The credential; null for an entry that only marks a registry of which a helper knows more.</summary>
    public RegistryCredential? ToCredential(string key, string path)
    {
        if (!string.IsNullOrEmpty(IdentityToken))
            return RegistryCredential.FromIdentityToken(IdentityToken);
        if (string.IsNullOrEmpty(Auth))
            return string.IsNullOrEmpty(Username) ? null : new(Username, Password ?? "");
        var text = Decode(Auth);
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon > 0
            ? new(text![..colon], text[(colon + 1)..].TrimEnd('\0'))
            : throw new DockerCredentialException($"{path}: the 'auth' of '{key}' is not 'name:password' in base64; run 'docker login {RegistryKey.Normalize(key)}' again.");
    }

    private static string? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowTrailingCommas = true)]
[JsonSerializable(typeof(DockerConfigFile))]
[JsonSerializable(typeof(CredentialHelperAnswer))]
internal sealed partial class DockerConfigContext : JsonSerializerContext;
