using Microsoft.AspNetCore.Http;

namespace Flows.Server.Http;

/// <summary>What stands at the dashboard's port until there is a dashboard: where the API is.</summary>
internal static class ReservedPage
{
    public static async Task WriteAsync(HttpContext http, Uri api)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        await http.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Flows</title></head>
            <body style="font-family: system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; line-height: 1.5">
            <h1>Flows server {FlowsServer.Version}</h1>
            <p>The GraphQL API listens on <code>{api}</code>. This port is kept for the dashboard, which this version does not have yet.
            Until then: <code>flows get flow-runs</code>, <code>flows get logs</code>.</p>
            </body></html>
            """,
            http.RequestAborted);
    }
}
