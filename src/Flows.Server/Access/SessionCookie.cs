using Microsoft.AspNetCore.Http;

namespace Flows.Server.Access;

/// <summary>The cookie of a browser session: scripts cannot read it, other sites cannot send it.</summary>
internal static class SessionCookie
{
    private const string Name = "flows_session";

    public static string? Read(HttpRequest request) => request.Cookies[Name] is { Length: > 0 } secret ? secret : null;

    public static void Write(HttpContext http, string secret, TimeSpan lifetime, bool isSecure) =>
        http.Response.Cookies.Append(Name, secret, Options(isSecure, lifetime));

    public static void Remove(HttpContext http, bool isSecure) => http.Response.Cookies.Delete(Name, Options(isSecure, null));

    private static CookieOptions Options(bool isSecure, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = isSecure,
        Path = "/",
        MaxAge = lifetime,
        IsEssential = true,
    };
}
