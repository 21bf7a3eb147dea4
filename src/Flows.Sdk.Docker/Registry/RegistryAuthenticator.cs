using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Flows.Docker.Credentials;
using Flows.Storage;

namespace Flows.Docker.Registry;

/// <summary>Answers a registry's challenges, and keeps the tokens that it got for each scope until they end.</summary>
internal sealed class RegistryAuthenticator(string host, RegistryCredential? credential, TokenService tokenService, TimeProvider timeProvider)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, RegistryToken> tokens = new(StringComparer.Ordinal);
    private AuthChallenge? challenge;
    private Uri? registry;

    /// <summary>Whom the registry sees; null for nobody.</summary>
    public string? UserName => credential?.ToString();

    /// <summary>Whether a token service let the caller in: then a refusal is about permission and not about the password.</summary>
    public bool HoldsToken => challenge is { IsBearer: true } && credential is not null;

    /// <summary>The header for a request; null as long as the registry asked for nothing.</summary>
    public async Task<AuthenticationHeaderValue?> AuthorizeAsync(string scope, CancellationToken cancellationToken)
    {
        if (challenge is null || registry is null)
            return null;
        if (!challenge.IsBearer)
            return Basic();
        if (!tokens.TryGetValue(scope, out var token) || token.Expires - Margin <= timeProvider.GetUtcNow())
            tokens[scope] = token = await AskAsync(challenge, registry, scope, cancellationToken).ConfigureAwait(false);
        return new("Bearer", token.Value);
    }

    /// <summary>Notes what the registry asked for and drops what it refused.</summary>
    /// <returns>Whether another try has something new to say.</returns>
    public bool Accept(HttpResponseMessage refusal, Uri registry, string scope)
    {
        var challenge = AuthChallenge.From(refusal.Headers.WwwAuthenticate);
        if (challenge is null)
            return false;
        var isFirst = this.challenge is null;
        this.challenge = challenge;
        this.registry = registry;
        return challenge.IsBearer ? tokens.TryRemove(scope, out _) || isFirst : isFirst && credential is { IdentityToken: null };
    }

    private AuthenticationHeaderValue? Basic() =>
        credential is { IdentityToken: null } known
            ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{known.UserName}:{known.Password}")))
            : null;

    private Task<RegistryToken> AskAsync(AuthChallenge challenge, Uri registry, string scope, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var realm) || !RealmPolicy.MayAsk(realm, registry))
            throw new FlowStorageException($"The registry {host} names a token service that is not asked ('{challenge.Realm}'): it must be an https address.");
        if (credential is not null && !RealmPolicy.MayTrust(realm, registry))
            throw new FlowStorageException(
                $"The registry {host} wants its credentials sent to {realm.IdnHost}, which is another site, so they were not sent: use Builder = ImageBuilder.Engine if you trust it.");
        return tokenService.GetAsync(realm, challenge.Service, scope.Length > 0 ? scope : challenge.Scope ?? "", credential, cancellationToken);
    }
}
