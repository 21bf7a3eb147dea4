using System.IO.Compression;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Flows.Server.Http.Pages;

/// <summary>The page on which people try GraphQL: GraphiQL, bundled into the server, so that it needs no other host and no network.</summary>
internal static class GraphiQLPage
{
    private const string Folder = "/graphiql/";

    private static readonly string Tag = $"\"{Assembly.GetExecutingAssembly().ManifestModule.ModuleVersionId:N}\"";

    /// <summary>Whether a GET asks for the page or a part of it: a browser at an address of the API, or anybody at <c>/graphiql</c>. The dashboard has its own front page.</summary>
    public static bool Wants(HttpRequest request, string path, bool isDashboard) =>
        HttpMethods.IsGet(request.Method) && (path == "/graphiql" || path.StartsWith(Folder, StringComparison.Ordinal)
            || (path == "/graphql" || path.Length == 0 && !isDashboard) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase));

    public static Task WriteAsync(HttpContext http, string path)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return path switch
        {
            Folder + "graphiql.js" => FileAsync(http, "graphiql.js.gz", "text/javascript; charset=utf-8"),
            Folder + "graphiql.css" => FileAsync(http, "graphiql.css.gz", "text/css; charset=utf-8"),
            Folder + "licenses.txt" => FileAsync(http, "licenses.txt.gz", "text/plain; charset=utf-8"),
            _ when path.StartsWith(Folder, StringComparison.Ordinal) => NothingAsync(http),
            _ => PageAsync(http),
        };
    }

    private static Task NothingAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return http.Response.WriteAsync("There is no such part of the page.", http.RequestAborted);
    }

    private static Task PageAsync(HttpContext http)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        // Styles are set from scripts as the editors draw; scripts and requests stay on this server.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return http.Response.WriteAsync(
            """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>GraphQL - Flows</title>
              <link rel="stylesheet" href="/graphiql/graphiql.css">
              <style>html, body, #graphiql { height: 100%; margin: 0 }</style>
            </head>
            <body>
              <div id="graphiql"><noscript>This page needs scripts. The API itself takes GraphQL with POST at /graphql.</noscript></div>
              <script src="/graphiql/graphiql.js"></script>
            </body>
            </html>

            """,
            http.RequestAborted);
    }

    /// <summary>A part of the bundle: kept compressed, and unpacked only for a client that cannot.</summary>
    private static async Task FileAsync(HttpContext http, string name, string type)
    {
        var headers = http.Response.Headers;
        headers.ETag = Tag;
        headers.CacheControl = "no-cache";
        headers.Vary = "Accept-Encoding";
        if (http.Request.Headers.IfNoneMatch == Tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        http.Response.ContentType = type;
        await using var packed = Assembly.GetExecutingAssembly().GetManifestResourceStream($"graphiql/{name}")
            ?? throw new InvalidOperationException($"The assembly lacks {name}.");
        if (http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            headers[HeaderNames.ContentEncoding] = "gzip";
            await packed.CopyToAsync(http.Response.Body, http.RequestAborted);
            return;
        }
        await using var plain = new GZipStream(packed, CompressionMode.Decompress);
        await plain.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
