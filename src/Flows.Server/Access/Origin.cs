using System.Net;
using Microsoft.AspNetCore.Http;

namespace Flows.Server.Access;

/// <summary>Where a request comes from and where it was sent to, also through proxies. What proxies add is believed of trusted ones only.</summary>
/// <param name="Address">The caller's address; null when the connection has none.</param>
/// <param name="IsSecure">Whether the caller speaks TLS.</param>
/// <param name="Host">The host and port that the caller asked for.</param>
internal sealed record Origin(IPAddress? Address, bool IsSecure, HostString Host)
{
    private const string ForwardedFor = "X-Forwarded-For", ForwardedProto = "X-Forwarded-Proto", ForwardedHost = "X-Forwarded-Host";

    public static Origin Of(HttpContext http, NetworkList proxies)
    {
        var address = NetworkList.Plain(http.Connection.RemoteIpAddress);
        if (proxies.IsEmpty || !proxies.Contains(address)) return new(address, http.Request.IsHttps, http.Request.Host);
        var headers = http.Request.Headers;
        // The nearest proxy has written last: the caller is the last one that is no proxy of ours.
        var way = headers[ForwardedFor].SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        for (var i = way.Count - 1; i >= 0 && proxies.Contains(address); i--)
        {
            if (!IPEndPoint.TryParse(way[i], out var step)) break;
            address = NetworkList.Plain(step.Address);
        }
        var host = Last(headers, ForwardedHost) is { } asked ? new HostString(asked) : http.Request.Host;
        return new(address, http.Request.IsHttps || Last(headers, ForwardedProto) == "https", host);
    }

    /// <summary>
    /// Whether a request of a browser comes from a page of this very host: browsers tell it, and pages cannot change what they tell.
    /// </summary>
    public bool IsSameOrigin(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site) return site == "same-origin";
        return Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
            && origin.Host.Equals(Host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase) == true
            && origin.Port == (Host.Port ?? (IsSecure ? 443 : 80));
    }

    private static string? Last(IHeaderDictionary headers, string name) =>
        headers[name].LastOrDefault()?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
}
