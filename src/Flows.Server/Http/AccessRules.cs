using System.Net;
using System.Security.Cryptography;
using System.Text;
using Flows.Server.Errors;
using Microsoft.AspNetCore.Http;

namespace Flows.Server.Http;

/// <summary>Who may call the API. A server that listens everywhere wants its key; one on loopback is open, but not to web pages.</summary>
/// <param name="key">The key that callers must send; null for none.</param>
/// <param name="isLoopback">Whether only this machine reaches the server.</param>
internal sealed class AccessRules(string? key, bool isLoopback)
{
    private static readonly RequestException NoKey = new(
        "UNAUTHENTICATED: send the server's key in the header Authorization: Bearer <key>.", ErrorCodes.Unauthenticated);

    private readonly byte[]? expected = key is null ? null : Hash(key);

    /// <summary>Why a request is not let in, with the HTTP status; null when it is.</summary>
    public (int Status, RequestException Error)? Refuse(HttpRequest request)
    {
        if (expected is not null)
            return HasKey(request) ? null : (StatusCodes.Status401Unauthorized, NoKey);
        if (!isLoopback) return null;
        // Without a key, the browser of somebody at this machine is the way in: a form or a rebound name must not reach the API.
        if (!IsOwnHost(request.Host.Host))
            return (StatusCodes.Status403Forbidden,
                new($"the host \"{request.Host.Host}\" is not this machine: call the server as localhost or by its address", ErrorCodes.Refused));
        if (!request.HasJsonContentType())
            return (StatusCodes.Status415UnsupportedMediaType, new("the body must be sent with Content-Type: application/json", ErrorCodes.Validation));
        return null;
    }

    /// <summary>Whether a web page of an origin may call the API: any page where a key is needed, pages of this machine where none is.</summary>
    public bool AllowsOrigin(string origin) =>
        expected is not null || !isLoopback || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback);

    private static bool IsOwnHost(string host) =>
        host is "localhost" or "host.docker.internal" || IPAddress.TryParse(host, out _)
            || host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase);

    private bool HasKey(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(header[scheme.Length..].Trim()), expected);
    }

    // Hashed, so that the comparison takes the same time whatever the lengths are.
    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
