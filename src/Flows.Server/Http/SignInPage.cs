using System.Text.Encodings.Web;
using Flows.Server.Access;
using Microsoft.AspNetCore.Http;

namespace Flows.Server.Http;

/// <summary>A form that asks for a key. It needs no script, and loads nothing.</summary>
internal static class SignInPage
{
    public static async Task WriteAsync(HttpContext http, AccessRefusal? refusal = null)
    {
        http.Response.StatusCode = refusal?.Status ?? StatusCodes.Status200OK;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        var problem = refusal is null ? "" : $"<p role=\"alert\"><strong>{HtmlEncoder.Default.Encode(refusal.Error.Message)}</strong></p>";
        await http.Response.WriteAsync(
            $$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign in - Flows</title>
            <style>:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5 } main { max-width: 26rem; margin: 4rem auto; padding: 0 1rem }
            input, button { font: inherit; padding: .5rem; width: 100%; box-sizing: border-box; margin-top: .5rem }</style></head>
            <body><main>
            <h1>Flows server</h1>
            {{problem}}
            <form method="post" action="/sign-in">
            <label for="key">API key</label>
            <input id="key" name="key" type="password" autocomplete="current-password" required autofocus>
            <button>Sign in</button>
            </form>
            <p>The first start of the server has printed a key; <code>flows server key create</code> makes others.</p>
            </main></body></html>
            """,
            http.RequestAborted);
    }
}
