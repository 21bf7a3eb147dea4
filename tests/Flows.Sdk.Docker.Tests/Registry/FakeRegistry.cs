using System.Collections.Concurrent;
using System.Net;

namespace Flows.Sdk.Docker.Tests.Registry;

/// <summary>Answers requests as the test says, and remembers them: address and Authorization header.</summary>
internal sealed class FakeRegistry(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<(string Address, string? Authorization)> calls = new();

    public IReadOnlyList<(string Address, string? Authorization)> Calls => [.. calls];

    public static HttpResponseMessage Challenge(string challenge)
    {
        var response = new HttpResponseMessage(HttpStatusCode.Unauthorized);
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", challenge);
        return response;
    }

    public static HttpResponseMessage Ok(string body = "") => new(HttpStatusCode.OK) { Content = new StringContent(body) };

    public static HttpResponseMessage Redirect(string location) => new(HttpStatusCode.TemporaryRedirect) { Headers = { Location = new(location) } };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        calls.Enqueue((request.RequestUri!.ToString(), request.Headers.Authorization?.ToString()));
        var response = answer(request);
        response.RequestMessage = request;
        return Task.FromResult(response);
    }
}
