using System.Net;
using Flows.Client;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Client;

public sealed class FlowsClientTransportTests : IDisposable
{
    private const string Key = "very-secret-key";
    private readonly FakeTimeProvider clock = new();
    private readonly FakeApi api = new FakeApi().On("hello", "\"hi\"");

    public void Dispose() => api.Dispose();

    [Theory]
    [InlineData("http://flows.example:4200", "http://flows.example:4200/")]
    [InlineData("http://flows.example:4200/", "http://flows.example:4200/")]
    [InlineData("https://flows.example/graphql", "https://flows.example/graphql")]
    [InlineData("https://flows.example/team/", "https://flows.example/team")]
    public async Task Call_ConfiguredAddress_IsPostedToWithNothingAppended(string configured, string posted)
    {
        using var client = Create(new Uri(configured));

        await client.HelloAsync();

        api.Calls.Single().Url.AbsoluteUri.ShouldBe(posted);
        api.Calls.Single().ShouldBeOneOfTheOriginal();
        api.Calls.Single().Variables.ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Call_KeyTenantClaimAndAgent_TravelInHeaders()
    {
        using var client = new FlowsClient(new() { Api = Api, ApiKey = Key, TenantId = "t", Claim = "c", HttpMessageHandler = api, TimeProvider = clock }) { AgentId = "a" };

        await client.HelloAsync();

        var headers = api.Calls.Single().Headers;
        headers["Authorization"].ShouldBe($"Bearer {Key}");
        headers["X-PREFECT-TENANT-ID"].ShouldBe("t");
        headers["X-Flows-Claim"].ShouldBe("c");
        headers["X-PREFECT-AGENT-ID"].ShouldBe("a");
    }

    [Fact]
    public async Task Call_WithoutKey_SendsNeitherKeyNorTenant()
    {
        using var client = new FlowsClient(new() { Api = Api, TenantId = "t", HttpMessageHandler = api, TimeProvider = clock });

        await client.HelloAsync();

        api.Calls.Single().Headers.Keys.ShouldBe(["X-PREFECT-CORE-VERSION"]);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Call_ServerInTrouble_IsRepeated(int status)
    {
        var left = 2;
        api.On("hello", _ => left-- > 0 ? FakeApi.Json("oops", (HttpStatusCode)status) : FakeApi.Data("hello", "\"hi\""));
        using var client = Create();

        await clock.EndOf(client.HelloAsync());

        api.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Call_ServerStaysInTrouble_SaysSo()
    {
        api.On("hello", _ => FakeApi.Json("oops", HttpStatusCode.ServiceUnavailable));

        var error = await FailureAsync(Create());

        error.Error.ShouldBe(FlowsClientError.Unreachable);
        error.Message.ShouldContain("HTTP 503");
        api.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Call_ApiError_IsRepeated()
    {
        var left = 1;
        api.On("hello", _ => left-- > 0 ? FakeApi.Error("no", "API_ERROR") : FakeApi.Data("hello", "\"hi\""));
        using var client = Create();

        await clock.EndOf(client.HelloAsync());

        api.Calls.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(false, 3, 0, 3)]
    [InlineData(true, 7, 55, 75)]
    public async Task Call_ServerAway_EndsInTimeAndNamesTheWayOut(bool patient, int calls, int atLeastSeconds, int atMostSeconds)
    {
        api.On("hello", _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused"));
        var start = clock.GetUtcNow();

        var error = await FailureAsync(Create(patient: patient));

        error.Error.ShouldBe(FlowsClientError.Unreachable);
        error.Message.ShouldBe("The server at http://flows.example:4200/ cannot be reached (Connection refused); start one with 'flows server start', or set cloud.api (PREFECT__CLOUD__API) to where it is.");
        api.Calls.Count.ShouldBe(calls);
        (clock.GetUtcNow() - start).TotalSeconds.ShouldBeInRange(atLeastSeconds, atMostSeconds);
    }

    [Fact]
    public async Task Call_NothingListens_NamesAddressAndReason()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var sockets = new CountingHandler { InnerHandler = new SocketsHttpHandler() };
        using var client = new FlowsClient(new() { Api = new Uri($"http://127.0.0.1:{port}"), TimeProvider = clock, HttpMessageHandler = sockets, Timeout = TimeSpan.FromDays(1) });

        var call = client.HelloAsync();
        while (!call.IsCompleted)
        {
            if (sockets.Idle) clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        var error = await Should.ThrowAsync<FlowsClientException>(call);

        error.Message.ShouldContain($"http://127.0.0.1:{port}/ cannot be reached (Connection refused)");
    }

    [Fact]
    public async Task Call_NoAnswer_EndsAfterTheTimeout()
    {
        using var silent = new SilentHandler();
        using var client = new FlowsClient(new() { Api = Api, HttpMessageHandler = silent, TimeProvider = clock });
        var start = clock.GetUtcNow();

        var error = await Should.ThrowAsync<FlowsClientException>(clock.EndOf(client.HelloAsync(), TimeSpan.FromSeconds(1)));

        error.Message.ShouldContain("no answer within 15 s");
        (clock.GetUtcNow() - start).TotalSeconds.ShouldBeInRange(15, 20);
    }

    [Fact]
    public async Task Call_Cancelled_IsNoFailureOfTheServer()
    {
        using var silent = new SilentHandler();
        using var client = new FlowsClient(new() { Api = Api, HttpMessageHandler = silent, TimeProvider = clock });
        using var cancel = new CancellationTokenSource();

        var call = client.HelloAsync(cancel.Token);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_TooMany_WaitsOnlyWhenPatient(bool patient)
    {
        var left = 1;
        api.On("hello", _ =>
        {
            if (left-- <= 0) return FakeApi.Data("hello", "\"hi\"");
            var answer = FakeApi.Json("slow down", HttpStatusCode.TooManyRequests);
            answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(40));
            return answer;
        });
        var start = clock.GetUtcNow();
        if (patient)
        {
            await clock.EndOf(Create(patient: true).HelloAsync());
            (clock.GetUtcNow() - start).TotalSeconds.ShouldBeInRange(40, 41);
        }
        else
        {
            (await FailureAsync(Create())).Error.ShouldBe(FlowsClientError.RateLimited);
        }
    }

    [Theory]
    [InlineData("State update failed: this run has already been submitted.", null, FlowsClientError.StateUpdateFailed)]
    [InlineData("Uniqueness violation.", null, FlowsClientError.UniquenessViolation)]
    [InlineData("Flow Not Found", null, FlowsClientError.NotFound)]
    [InlineData("Something else", null, FlowsClientError.Refused)]
    [InlineData("field \"x\" not found in type: 'query_root'", "validation-failed", FlowsClientError.Refused)]
    [InlineData("Locked", "VERSION_LOCKING_ERROR", FlowsClientError.VersionLocked)]
    [InlineData("Unauthenticated", "UNAUTHENTICATED", FlowsClientError.Unauthorized)]
    [InlineData("Malformed Authorization header", null, FlowsClientError.Unauthorized)]
    public async Task Call_Refused_HasItsKindAndTheServersWords(string message, string? code, FlowsClientError kind)
    {
        api.On("hello", _ => FakeApi.Error(message, code));

        var error = await FailureAsync(Create());

        error.Error.ShouldBe(kind);
        if (kind != FlowsClientError.Unauthorized) error.Message.ShouldBe(message);
        api.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Call_BadRequestWithErrors_HasTheServersWords()
    {
        api.On("hello", _ => FakeApi.Json("""{"errors": [{"message": "Cannot query field x"}, {"message": "Unknown type y"}]}""", HttpStatusCode.BadRequest));

        (await FailureAsync(Create())).Message.ShouldBe("Cannot query field x; Unknown type y");
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html>hello</html>")]
    [InlineData(HttpStatusCode.OK, "[1]")]
    [InlineData(HttpStatusCode.OK, """{"data": null}""")]
    [InlineData(HttpStatusCode.NotFound, "no such page")]
    [InlineData(HttpStatusCode.Redirect, "")]
    public async Task Call_SomethingElseListens_SaysSo(HttpStatusCode status, string body)
    {
        api.On("hello", _ => FakeApi.Json(body, status));

        var error = await FailureAsync(Create());

        error.Error.ShouldBe(FlowsClientError.InvalidAnswer);
        error.Message.ShouldContain("http://flows.example:4200/ is not a Flows or Prefect server");
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task Call_KeyRefused_NamesTheSettingAndNeverTheKey(HttpStatusCode status)
    {
        api.On("hello", _ => FakeApi.Json($"your key {Key} is wrong", status));
        using var client = new FlowsClient(new() { Api = Api, ApiKey = Key, HttpMessageHandler = api, TimeProvider = clock });

        var error = await FailureAsync(client);

        error.Error.ShouldBe(FlowsClientError.Unauthorized);
        error.Message.ShouldContain("cloud.api_key (PREFECT__CLOUD__API_KEY)");
        error.ToString().ShouldNotContain(Key);
    }

    [Theory]
    [InlineData("ftp://flows.example")]
    [InlineData("file:///tmp/x")]
    public void Create_AddressIsNotHttp_IsRefused(string address)
    {
        Should.Throw<ArgumentException>(() => Create(new Uri(address))).Message.ShouldContain("cloud.api");
    }

    private static Uri Api => new("http://flows.example:4200");

    private FlowsClient Create(Uri? address = null, bool patient = false) =>
        new(new() { Api = address ?? Api, HttpMessageHandler = api, TimeProvider = clock, Patient = patient });

    private async Task<FlowsClientException> FailureAsync(FlowsClient client) => await Should.ThrowAsync<FlowsClientException>(clock.EndOf(client.HelloAsync()));

    /// <summary>Knows whether a real request is on its way, during which fake time must stand still.</summary>
    private sealed class CountingHandler : DelegatingHandler
    {
        private int pending;

        public bool Idle => Volatile.Read(ref pending) == 0;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref pending);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref pending);
            }
        }
    }
}
