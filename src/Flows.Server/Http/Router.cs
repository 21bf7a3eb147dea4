using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Flows.Server.Http;

/// <summary>Where each request goes.</summary>
internal sealed class Router(GraphQLEndpoint graphQL, AccessRules access, Func<Uri> api)
{
    public Task HandleAsync(HttpContext http)
    {
        if (http.Features.Get<SurfaceFeature>()?.Surface == Surface.Dashboard) return ReservedPage.WriteAsync(http, api());
        if (Cors.Apply(http, access)) return Task.CompletedTask;
        var path = http.Request.Path.Value?.TrimEnd('/');
        return (http.Request.Method, path) switch
        {
            ("POST", "" or "/graphql" or "/graphql/alpha") => graphQL.HandleAsync(http),
            ("GET", "/health" or "/.well-known/apollo/server-health") => HealthAsync(http),
            (_, "" or "/graphql" or "/graphql/alpha") => RefuseAsync(http, StatusCodes.Status405MethodNotAllowed, "Send GraphQL with POST."),
            _ => RefuseAsync(http, StatusCodes.Status404NotFound, "There is nothing here; the GraphQL API is at / and /graphql."),
        };
    }

    private static Task HealthAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync($"{{\"status\":\"ok\",\"version\":{JsonSerializer.Serialize(FlowsServer.Version)}}}", http.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext http, int status, string sentence)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(sentence, http.RequestAborted);
    }
}
