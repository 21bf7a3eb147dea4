using Flows.Server.Errors;
using Flows.Wire;
using Microsoft.AspNetCore.Http;

namespace Flows.Server.Access;

/// <summary>Who may call: whoever shows a key, a browser that has traded one for a cookie, and everybody where none is needed.</summary>
internal sealed class AccessRules(AccessPolicy policy, ApiKeys keys, BrowserSessions sessions, FailedLogIns failures, TenantGuard tenants, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    private static readonly AccessRefusal NoKey = AccessRefusal.Unauthenticated(
        "send an API key of this server in the header Authorization: Bearer <key> (\"flows auth login\" stores one, \"flows server key create\" makes one).");

    private static readonly AccessRefusal Malformed = AccessRefusal.Unauthenticated(
        "Malformed Authorization header; it has the form Authorization: Bearer <key>.");

    private static readonly AccessRefusal WrongKey = AccessRefusal.Unauthenticated(
        "the API key is none of this server; it may be of another one, or mistyped.");

    public AccessPolicy Policy => policy;

    /// <summary>Looks who sends a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="takesCookies">Whether the cookie of a session counts: where the pages are, on the dashboard's port, and nowhere else.</param>
    public async ValueTask<Admission> AdmitAsync(HttpContext http, bool takesCookies)
    {
        var admission = await IdentifyAsync(http, takesCookies);
        if (admission.Caller is not { } caller || !Guid.TryParse(http.Request.Headers[WireConstants.AgentIdHeader], out var agent)) return admission;
        return (await tenants.ForeignAsync(caller, "agent", [agent], http.RequestAborted)).Count > 0 ? admission : admission with { AgentId = agent };
    }

    /// <summary>The key of a secret that somebody types, or why it is not accepted.</summary>
    public async ValueTask<(ApiKey? Key, AccessRefusal? Refusal)> RecogniseAsync(string secret, Origin origin, CancellationToken cancellationToken)
    {
        var wait = failures.Wait(origin.Address, secret);
        var key = await keys.FindAsync(secret, cancellationToken);
        // A key with 256 random bits cannot be guessed, so it is good even from where many wrong ones come; the server's own may be a word.
        if (key is not null && (wait is null || key.Id is not null))
            return key.Problem(time.GetUtcNow()) is { } problem
                ? (null, AccessRefusal.Unauthenticated($"{problem}; an admin makes another one with \"flows server key create\"."))
                : (key, null);
        if (wait is { } rest) return (null, AccessRefusal.TooMany(rest));
        failures.Note(origin.Address, secret);
        return (null, WrongKey);
    }

    private async ValueTask<Admission> IdentifyAsync(HttpContext http, bool takesCookies)
    {
        var origin = Origin.Of(http, policy.Proxies);
        var header = http.Request.Headers.Authorization.ToString();
        var isOpen = policy.IsOpenTo(origin.Address);
        if (header.Length > 0 && await WithKeyAsync(http, header, origin, isOpen) is { } byKey) return byKey;
        if (takesCookies && await WithCookieAsync(http, origin) is { } byCookie) return byCookie;
        if (!isOpen) return new(null, NoKey, origin.Address);
        return OpenRefusal(http.Request, origin) is { } refusal ? new(null, refusal, origin.Address) : new(Caller.Everyone, null, origin.Address);
    }

    private async ValueTask<Admission?> WithKeyAsync(HttpContext http, string header, Origin origin, bool isOpen)
    {
        // Where no key is needed, one of another server may still be in a caller's configuration; it does no harm.
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header[Scheme.Length..].Trim() is not { Length: > 0 } secret)
            return isOpen ? null : new(null, Malformed, origin.Address);
        if (isOpen && await keys.FindAsync(secret, http.RequestAborted) is null) return null;
        var (key, refusal) = await RecogniseAsync(secret, origin, http.RequestAborted);
        return key is null ? new(null, refusal, origin.Address) : await InTenantAsync(http, key.Caller, origin);
    }

    /// <summary>The tenant that the caller names must be the key's; a key for all tenants is for the one that it names.</summary>
    private async ValueTask<Admission> InTenantAsync(HttpContext http, Caller caller, Origin origin)
    {
        var named = http.Request.Headers[WireConstants.TenantIdHeader].ToString();
        if (named.Length == 0) return new(caller, null, origin.Address);
        if (Guid.TryParse(named, out var tenant)
            && (caller.TenantId is { } own ? own == tenant : await tenants.OwnerAsync("tenant", tenant, http.RequestAborted) is not null))
            return new(caller with { TenantId = tenant }, null, origin.Address);
        return new(null, AccessRefusal.Unauthenticated(
            $"the API key \"{caller.Name}\" is not for the tenant {named} of the header {WireConstants.TenantIdHeader}; name its own, or none."), origin.Address);
    }

    private async ValueTask<Admission?> WithCookieAsync(HttpContext http, Origin origin)
    {
        if (SessionCookie.Read(http.Request) is not { } secret) return null;
        if (await sessions.FindAsync(secret, http.RequestAborted) is not { } key) return null;
        if (!HttpMethods.IsGet(http.Request.Method) && (!origin.IsSameOrigin(http.Request) || !http.Request.HasJsonContentType()))
            return new(null, AccessRefusal.Forbidden("a call with the cookie of a session must come from a page of this server, as application/json."), origin.Address);
        return await InTenantAsync(http, key.Caller, origin);
    }

    // Without a key, a browser in the network is the way in: a form or a rebound name must not reach the API.
    private AccessRefusal? OpenRefusal(HttpRequest request, Origin origin)
    {
        if (policy.IsInsecure) return null;
        if (!policy.IsOwnHost(origin.Host.Host))
            return new(StatusCodes.Status403Forbidden, new(
                $"the host \"{origin.Host.Host}\" is not this machine: call the server as localhost or by its address, or start it with --allowed-host {origin.Host.Host}",
                ErrorCodes.Refused));
        if (HttpMethods.IsPost(request.Method) && !request.HasJsonContentType())
            return new(StatusCodes.Status415UnsupportedMediaType, new("the body must be sent with Content-Type: application/json", ErrorCodes.Validation));
        return null;
    }
}
