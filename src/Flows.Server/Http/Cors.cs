using Flows.Server.Access;
using Microsoft.AspNetCore.Http;

namespace Flows.Server.Http;

/// <summary>Lets the pages of a dashboard call the API (contract section 4.8), as far as <see cref="AccessPolicy.AllowsOrigin"/> goes.</summary>
internal static class Cors
{
    /// <summary>Answers a preflight, and marks other answers.</summary>
    /// <returns>Whether the request was a preflight and has its answer.</returns>
    public static bool Apply(HttpContext http, AccessPolicy policy)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0) return false;
        var headers = http.Response.Headers;
        headers.Vary = "Origin";
        if (policy.AllowsOrigin(origin)) headers.AccessControlAllowOrigin = origin;
        if (!HttpMethods.IsOptions(http.Request.Method)) return false;
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlAllowHeaders = http.Request.Headers.AccessControlRequestHeaders;
        headers.AccessControlMaxAge = "600";
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
