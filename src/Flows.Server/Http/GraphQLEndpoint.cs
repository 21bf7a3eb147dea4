using Flows.Server.Access;
using Flows.Server.Errors;
using Flows.Server.GraphQL;
using Flows.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Flows.Server.Http;

/// <summary>POST of GraphQL over HTTP, as the Python clients, browsers and plain scripts do it.</summary>
internal sealed class GraphQLEndpoint(GraphQLExecutor executor)
{
    /// <summary>The largest answer that is put together.</summary>
    private const long MaxAnswer = 64 * 1024 * 1024;

    public async Task HandleAsync(HttpContext http)
    {
        using var output = new AnswerBuffer(MaxAnswer);
        var status = StatusCodes.Status200OK;
        try
        {
            status = await AnswerAsync(http, output);
        }
        catch (RequestException e)
        {
            var isUnavailable = e.Code == ErrorCodes.Unavailable;
            status = isUnavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest;
            if (isUnavailable) http.Response.Headers.RetryAfter = "1";
            output.Clear();
            ErrorAnswer.Write(output, e, hasData: false);
        }
        catch (BadHttpRequestException e)
        {
            status = e.StatusCode;
            output.Clear();
            ErrorAnswer.Write(output, new(e.Message, ErrorCodes.Limit), hasData: false);
        }
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        await output.CopyToAsync(http.Response.BodyWriter, http.RequestAborted);
    }

    private async Task<int> AnswerAsync(HttpContext http, AnswerBuffer output)
    {
        using var posted = await PostedBytes.ReadAsync(http.Request, http.RequestAborted);
        var context = Context(http);
        if (await executor.TryExecuteAsync(posted.Memory, context, output, http.RequestAborted)) return StatusCodes.Status200OK;
        var body = RequestBody.Parse(posted.Memory);
        if (!body.IsBatch)
            return await executor.ExecuteAsync(body.Requests[0], context, output, http.RequestAborted)
                ? StatusCodes.Status200OK
                : StatusCodes.Status400BadRequest;
        Put(output, (byte)'[');
        for (var i = 0; i < body.Requests.Count; i++)
        {
            if (i > 0) Put(output, (byte)',');
            // Each has a buffer of its own: an error in one forgets only its own answer.
            using var part = new AnswerBuffer(MaxAnswer);
            await executor.ExecuteAsync(body.Requests[i], context, part, http.RequestAborted);
            part.CopyTo(output);
        }
        Put(output, (byte)']');
        return StatusCodes.Status200OK;
    }

    private static RequestContext Context(HttpContext http)
    {
        var (headers, admission) = (http.Request.Headers, http.Features.GetRequiredFeature<Admission>());
        return new(
            admission.Caller!,
            admission.AgentId,
            headers[WireConstants.CoreVersionHeader].FirstOrDefault(),
            headers[WireConstants.ClaimHeader].FirstOrDefault())
        {
            Address = admission.Address?.ToString(),
        };
    }

    private static void Put(AnswerBuffer output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
