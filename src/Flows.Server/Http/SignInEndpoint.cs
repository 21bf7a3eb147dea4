using System.Text.Json;
using Flows.Server.Access;
using Flows.Server.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Flows.Server.Http;

/// <summary>
/// Sign-in of browsers, on the dashboard's port: a key is traded for a cookie that scripts cannot read. A page posts JSON; the form without any script posts a form.
/// </summary>
internal sealed class SignInEndpoint(AccessRules access, Accounts accounts, TimeProvider time)
{
    private const int MaxBody = 4096;

    private static readonly AccessRefusal OtherSite = AccessRefusal.Forbidden("sign-in and sign-out must come from a page of this server.");

    public async Task SignInAsync(HttpContext http)
    {
        var origin = Origin.Of(http, access.Policy.Proxies);
        if (IsOfOtherSite(http.Request, origin))
        {
            await RefusalAnswer.WriteAsync(http, OtherSite);
            return;
        }
        var secret = await ReadKeyAsync(http);
        var (key, refusal) = secret is null
            ? (null, new(StatusCodes.Status400BadRequest, RequestException.Invalid("the body must be JSON like {\"key\": \"...\"}, or a form with the field key")))
            : await access.RecogniseAsync(secret, origin, http.RequestAborted);
        if (key is null)
        {
            await (http.Request.HasFormContentType ? SignInPage.WriteAsync(http, refusal) : RefusalAnswer.WriteAsync(http, refusal!));
            return;
        }
        SessionCookie.Write(http, await accounts.Sessions.CreateAsync(key, http.RequestAborted), accounts.Sessions.Lifetime, origin.IsSecure);
        await accounts.Audit.NoteAsync(new(key.Caller, "sign_in", [], origin.Address?.ToString(), time.GetUtcNow(), null));
        await (http.Request.HasFormContentType ? RedirectAsync(http, "/") : WriteAsync(http, key.Caller));
    }

    public async Task SignOutAsync(HttpContext http)
    {
        var origin = Origin.Of(http, access.Policy.Proxies);
        if (IsOfOtherSite(http.Request, origin))
        {
            await RefusalAnswer.WriteAsync(http, OtherSite);
            return;
        }
        if (SessionCookie.Read(http.Request) is { } secret)
        {
            if (await accounts.Sessions.FindAsync(secret, http.RequestAborted) is { } key)
                await accounts.Audit.NoteAsync(new(key.Caller, "sign_out", [], origin.Address?.ToString(), time.GetUtcNow(), null));
            await accounts.Sessions.EndAsync(secret, http.RequestAborted);
        }
        SessionCookie.Remove(http, origin.IsSecure);
        if (http.Request.HasFormContentType) await RedirectAsync(http, "/sign-in");
        else http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Tells a page who it calls as.</summary>
    public static Task SessionAsync(HttpContext http) => WriteAsync(http, http.Features.GetRequiredFeature<Admission>().Caller!);

    // Scripts and curl send neither header; every browser sends one of them with a post.
    private static bool IsOfOtherSite(HttpRequest request, Origin origin) =>
        (request.Headers.Origin.Count > 0 || request.Headers.ContainsKey("Sec-Fetch-Site")) && !origin.IsSameOrigin(request);

    private static async Task<string?> ReadKeyAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.ContentLength is null or > MaxBody) return null;
        if (request.HasFormContentType) return Trimmed((await request.ReadFormAsync(http.RequestAborted))["key"].ToString());
        try
        {
            using var json = await JsonDocument.ParseAsync(request.Body, cancellationToken: http.RequestAborted);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String
                ? Trimmed(key.GetString()!)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Trimmed(string text) => text.Trim() is { Length: > 0 } key ? key : null;

    private static Task RedirectAsync(HttpContext http, string path)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = path;
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext http, Caller caller)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync(
            JsonSerializer.Serialize(new { name = caller.Name, scope = ScopeRules.Word(caller.Scope), tenant_id = caller.TenantId, signed_in = caller != Caller.Everyone }),
            http.RequestAborted);
    }
}
