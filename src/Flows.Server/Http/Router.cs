using Flows.Server.Access;
using Flows.Server.Http.Pages;
using Flows.Server.Http.Streams;
using Microsoft.AspNetCore.Http;

namespace Flows.Server.Http;

/// <summary>Where each request goes. Both ports serve the API; the pages of the dashboard's port call it there, so that they stay on one origin.</summary>
internal sealed class Router(
    GraphQLEndpoint graphQL, EventStreams streams, SignInEndpoint signIn, HealthEndpoint health, RequestDelegate metrics, AccessRules access, Func<Uri> api)
{
    public Task HandleAsync(HttpContext http)
    {
        SecurityHeaders.Apply(http.Response.Headers);
        var isDashboard = http.Features.Get<SurfaceFeature>()?.Surface == Surface.Dashboard;
        if (!isDashboard && Cors.Apply(http, access.Policy)) return Task.CompletedTask;
        var path = http.Request.Path.Value?.TrimEnd('/') ?? "";
        return Shared(http, path, isDashboard) ?? (isDashboard ? DashboardAsync(http, path) : ApiAsync(http, path));
    }

    /// <summary>What both ports serve; null when it is something else.</summary>
    private Task? Shared(HttpContext http, string path, bool isDashboard) => (http.Request.Method, path) switch
    {
        ("POST", "/graphql") => AdmittedAsync(http, isDashboard, graphQL.HandleAsync),
        ("GET", _) when EventStreams.IsAt(path) => AdmittedAsync(http, isDashboard, streams.HandleAsync),
        ("GET", "/health") => health.HandleAsync(http),
        _ when GraphiQLPage.Wants(http.Request, path, isDashboard) => GraphiQLPage.WriteAsync(http, path),
        _ => null,
    };

    private Task ApiAsync(HttpContext http, string path) => (http.Request.Method, path) switch
    {
        ("POST", "" or "/graphql/alpha") => AdmittedAsync(http, false, graphQL.HandleAsync),
        ("GET", "/.well-known/apollo/server-health") => health.HandleAsync(http),
        ("GET", "/metrics") => AdmittedAsync(http, false, http => metrics(http)),
        (_, "" or "/graphql" or "/graphql/alpha") => RefuseAsync(http, StatusCodes.Status405MethodNotAllowed, "Send GraphQL with POST."),
        _ => RefuseAsync(http, StatusCodes.Status404NotFound, "There is nothing here; the GraphQL API is at / and /graphql, streams of events are at /events and /events/flow-run/{id}."),
    };

    private Task DashboardAsync(HttpContext http, string path) => (http.Request.Method, path) switch
    {
        ("GET", "/sign-in") => SignInPage.WriteAsync(http),
        ("POST", "/sign-in") => signIn.SignInAsync(http),
        ("POST", "/sign-out") => signIn.SignOutAsync(http),
        ("GET", "/session") => AdmittedAsync(http, true, SignInEndpoint.SessionAsync),
        ("GET" or "HEAD", _) => ReservedPage.WriteAsync(http, api()),
        _ => RefuseAsync(http, StatusCodes.Status404NotFound, "There is nothing here; the GraphQL API is at /graphql."),
    };

    /// <summary>Handles a request of somebody who may call; who it is stands among the features as <see cref="Admission"/>.</summary>
    private async Task AdmittedAsync(HttpContext http, bool takesCookies, Func<HttpContext, Task> handleAsync)
    {
        var admission = await access.AdmitAsync(http, takesCookies);
        if (admission.Refusal is { } refusal)
        {
            await RefusalAnswer.WriteAsync(http, refusal);
            return;
        }
        http.Features.Set(admission);
        await handleAsync(http);
    }

    private static Task RefuseAsync(HttpContext http, int status, string sentence)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(sentence, http.RequestAborted);
    }
}
