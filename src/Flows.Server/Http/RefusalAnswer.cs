using System.Globalization;
using Flows.Server.Access;
using Flows.Server.Errors;
using Flows.Server.GraphQL;
using Flows.Wire;
using Microsoft.AspNetCore.Http;

namespace Flows.Server.Http;

/// <summary>The answer to a request that is not let in, as a GraphQL error.</summary>
internal static class RefusalAnswer
{
    private const int MaxBytes = 64 * 1024;

    public static async Task WriteAsync(HttpContext http, AccessRefusal refusal)
    {
        using var output = new AnswerBuffer(MaxBytes);
        ErrorAnswer.Write(output, refusal.Error, hasData: false);
        http.Response.StatusCode = StatusFor(http.Request, refusal);
        http.Response.ContentType = "application/json; charset=utf-8";
        if (http.Response.StatusCode == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer";
        if (refusal.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        await output.CopyToAsync(http.Response.BodyWriter, http.RequestAborted);
    }

    // Clients of the protocol know a wrong key by the word UNAUTHENTICATED in an answer with status 200 (contract section 2.1); a 401 is a riddle to them.
    private static int StatusFor(HttpRequest request, AccessRefusal refusal) =>
        refusal is { Status: StatusCodes.Status401Unauthorized, Error.Code: ErrorCodes.Unauthenticated } && request.Headers.ContainsKey(WireConstants.CoreVersionHeader)
            ? StatusCodes.Status200OK
            : refusal.Status;
}
