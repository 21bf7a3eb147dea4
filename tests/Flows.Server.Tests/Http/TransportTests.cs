using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Http;

/// <summary>GraphQL over HTTP as clients do it (contract section 2.1).</summary>
public sealed class TransportTests : IAsyncLifetime
{
    private TestServer? started;

    private TestServer Server => started!;

    public async ValueTask InitializeAsync() => started = await TestServer.StartAsync(o => o.MaxBodyBytes = 100_000);

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/graphql")]
    [InlineData("/graphql/")]
    [InlineData("/graphql/alpha")]
    public async Task Post_ToEachPath_IsAnswered(string path) => (await Server.PostAsync("{ hello }", path: path)).Answer.ShouldBeJson("""{"data": {"hello": "👋"}}""");

    [Theory]
    [InlineData("""{"query": "query($s: String) { tenant(where: {slug: {_eq: $s}}) { slug } }", "variables": {"s": "default"}}""")]
    [InlineData("""{"query": "query($s: String) { tenant(where: {slug: {_eq: $s}}) { slug } }", "variables": "{\"s\": \"default\"}"}""")]
    [InlineData("""{"query": "{ tenant { slug } }", "variables": "null"}""")]
    [InlineData("""{"query": "{ tenant { slug } }", "variables": null}""")]
    [InlineData("""{"query": "{ tenant { slug } }", "variables": ""}""")]
    [InlineData("""{"query": "{ tenant { slug } }", "variables": "{\"input\": {\"flowId\": \"unused\"}}"}""")]
    [InlineData("""{"query": "query A { hello } query B { tenant { slug } }", "operationName": "B"}""")]
    public async Task Post_WithVariablesInEachForm_IsAnswered(string body)
    {
        var (status, answer) = await Server.SendAsync(body);
        status.ShouldBe(200);
        answer.ShouldBeJson("""{"data": {"tenant": [{"slug": "default"}]}}""");
    }

    [Theory]
    [InlineData("nonsense", "the body must be JSON like {\"query\": \"...\", \"variables\": {...}}")]
    [InlineData("{}", "an operation must be an object with a member \"query\" that is text")]
    [InlineData("""{"query": "{ hello }", "variables": "{"}""", "\"variables\" is text, but not the text of a JSON object")]
    [InlineData("""{"query": "{ hello }\ud800"}""", "a text of the body holds half of a surrogate pair, which is no character")]
    [InlineData("""{"query": "query($s: String) { hello }", "variables": {"s": "\uD800"}}""", "a text of the body holds half of a surrogate pair, which is no character")]
    [InlineData("""{"query": "query($s: String) { hello }", "variables": "{\"s\": \"\\ud800\"}"}""", "a text of the body holds half of a surrogate pair, which is no character")]
    [InlineData("""{"query": "{ hello }", "variables": [1]}""", "\"variables\" must be an object or the JSON text of one")]
    public async Task Post_OfABadBody_Is400(string body, string message)
    {
        var (status, answer) = await Server.SendAsync(body);
        status.ShouldBe(400);
        answer.GetProperty("errors")[0].GetProperty("message").GetString().ShouldBe(message);
    }

    [Fact]
    public async Task Post_OfABatch_IsAnsweredInOrderEachForItself()
    {
        var batch = new JsonArray([.. Enumerable.Range(0, 25)
            .Select(i => (JsonNode)new JsonObject { ["query"] = i == 3 ? "{ nothing }" : $"{{ h{i}: hello }}" })]);
        var (status, answer) = await Server.SendAsync(batch.ToJsonString());
        status.ShouldBe(200);
        answer.GetArrayLength().ShouldBe(25);
        answer[3].TryGetProperty("errors", out _).ShouldBeTrue();
        answer[24].ShouldBeJson("""{"data": {"h24": "👋"}}""");
    }

    [Fact]
    public async Task Post_OfALargerBodyThanAllowed_Is413()
    {
        var (status, answer) = await Server.PostAsync("{ hello }", new JsonObject { ["x"] = new string('x', 200_000) });
        status.ShouldBe(413);
        answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString().ShouldBe("limit-exceeded");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Post_AsAFormOfAWebPage_Is415(string type)
    {
        using var content = new StringContent("""{"query": "{ hello }"}""", Encoding.UTF8, type);
        using var response = await Server.Http.PostAsync("/", content);
        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("evil.example", 403)]
    [InlineData("localhost", 200)]
    [InlineData("host.docker.internal", 200)]
    [InlineData("127.0.0.1", 200)]
    public async Task Post_UnderAHostName_IsAnsweredOnlyForThisMachine(string host, int expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("""{"query": "{ hello }"}""", Encoding.UTF8, "application/json") };
        request.Headers.Host = host;
        using var response = await Server.Http.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(expected);
    }

    [Theory]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://127.0.0.1:3000", true)]
    [InlineData("https://evil.example", false)]
    public async Task Preflight_OfAnOpenServer_LetsOnlyPagesOfThisMachineIn(string origin, bool allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/graphql");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type,x-prefect-ui");
        using var response = await Server.Http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBe(allowed);
    }

    [Fact]
    public async Task Health_OfARunningServer_IsOk()
    {
        var answer = JsonElement.Parse(await Server.Http.GetStringAsync("/health"));
        answer.GetProperty("status").GetString().ShouldBe("ok");
        answer.GetProperty("version").GetString().ShouldBe(FlowsServer.Version);
    }

    [Theory]
    [InlineData("/graphql", HttpStatusCode.MethodNotAllowed)]
    [InlineData("/other", HttpStatusCode.NotFound)]
    public async Task Get_OfAPath_IsRefused(string path, HttpStatusCode expected)
    {
        using var response = await Server.Http.GetAsync(path);
        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Dashboard_ThatDoesNotExistYet_SaysSo()
    {
        using var http = new HttpClient { BaseAddress = Server.UiUri };
        var page = await http.GetStringAsync("/");
        page.ShouldContain("does not have yet");
        page.ShouldContain(Server.Http.BaseAddress!.ToString());
    }
}
