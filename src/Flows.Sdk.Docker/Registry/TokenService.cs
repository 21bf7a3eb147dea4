using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Flows.Docker.Credentials;
using Flows.Storage;

namespace Flows.Docker.Registry;

/// <summary>A token for one scope.</summary>
internal sealed record RegistryToken(string Value, DateTimeOffset Expires);

/// <summary>Gets tokens from a registry's token service (distribution.github.io/distribution/spec/auth).</summary>
internal sealed class TokenService(HttpClient http, string host, TimeProvider timeProvider)
{
    /// <summary>What a token without a stated life lives.</summary>
    private const int DefaultSeconds = 60;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public async Task<RegistryToken> GetAsync(Uri realm, string? service, string scope, RegistryCredential? credential, CancellationToken cancellationToken)
    {
        using var request = credential?.IdentityToken is { } identity
            ? RefreshRequest(realm, service, scope, identity)
            : PasswordRequest(realm, service, scope, credential);
        using var limit = new CancellationTokenSource(Limit, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest)
                throw RegistryFailures.Refused(host, credential?.ToString(), "give a token");
            if (!response.IsSuccessStatusCode)
                throw new FlowStorageException($"The token service {realm.IdnHost} of the registry {host} answered {(int)response.StatusCode}: try again later.");
            return Read(await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false), realm);
        }
        catch (HttpRequestException e)
        {
            throw RegistryFailures.Unreachable($"The token service {realm.IdnHost} of the registry {host}", e.HttpRequestError, e);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new FlowStorageException($"The token service {realm.IdnHost} of the registry {host} gave no answer in {Limit.TotalSeconds:0} seconds: try again later.");
        }
    }

    private static HttpRequestMessage PasswordRequest(Uri realm, string? service, string scope, RegistryCredential? credential)
    {
        var query = new StringBuilder(realm.Query.TrimStart('?'));
        AppendParameter(query, "service", service);
        foreach (var one in scope.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            AppendParameter(query, "scope", one);
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = query.ToString() }.Uri);
        if (credential is not null)
        {
            var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", pair);
        }
        return request;
    }

    private static HttpRequestMessage RefreshRequest(Uri realm, string? service, string scope, string identityToken) => new(HttpMethod.Post, realm)
    {
        Content = new FormUrlEncodedContent(
        [
            new("grant_type", "refresh_token"), new("service", service ?? ""), new("scope", scope), new("client_id", "flows"), new("refresh_token", identityToken),
        ]),
    };

    private static void AppendParameter(StringBuilder query, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            query.Append(query.Length > 0 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }

    private RegistryToken Read(byte[] json, Uri realm)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(json, RegistryJson.Default.TokenAnswer);
            if (answer is not null && (answer.Token ?? answer.AccessToken) is { Length: > 0 } token)
                return new(token, timeProvider.GetUtcNow().AddSeconds(answer.ExpiresIn ?? DefaultSeconds));
        }
        catch (JsonException)
        {
            // The answer is not shown: it may hold a token.
        }
        throw new FlowStorageException($"The token service {realm.IdnHost} of the registry {host} answered without a token: check RegistryUrl.");
    }
}

/// <summary>What a token service answers.</summary>
internal sealed record TokenAnswer
{
    public string? Token { get; init; }

    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("expires_in")]
    public double? ExpiresIn { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class RegistryJson : JsonSerializerContext;
