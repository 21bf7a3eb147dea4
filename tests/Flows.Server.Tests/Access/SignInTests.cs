using System.Net;
using System.Text;
using System.Text.Json;
using static Flows.Server.Tests.Access.AccountsServer;

namespace Flows.Server.Tests.Access;

/// <summary>Browsers, which trade a key for a cookie at the dashboard's port.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private TestServer? started;
    private HttpClient? browser;

    private TestServer Server => started!;

    private HttpClient Browser => browser!;

    private string Own => Server.UiUri.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync()
    {
        started = await AccountsServer.StartAsync();
        browser = new(new HttpClientHandler { AllowAutoRedirect = false, CheckCertificateRevocationList = true }) { BaseAddress = Server.UiUri };
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task SignIn_WithAKey_LetsThePageCallUntilSignOut()
    {
        (await GraphQLAsync(Own)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var answer = await PostAsync("/sign-in", $$"""{"key": "{{ServerKey}}"}""", Own);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).ShouldBeJson("""{"name": "server key", "scope": "admin", "tenant_id": null, "signed_in": true}""");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("; httponly", Case.Insensitive);
        cookie.ShouldContain("; samesite=strict", Case.Insensitive);
        cookie.ShouldNotContain("; secure", Case.Insensitive);

        (await GraphQLAsync(Own)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Browser.GetAsync("/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync("/sign-out", "{}", Own)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await GraphQLAsync(Own)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Cookie_IsGoodForPagesOfThisServerOnly()
    {
        await PostAsync("/sign-in", $$"""{"key": "{{ServerKey}}"}""", Own);
        (await GraphQLAsync("https://evil.example")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await GraphQLAsync("http://127.0.0.1:1")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await GraphQLAsync(null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await GraphQLAsync(null, ("Sec-Fetch-Site", "cross-site"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await GraphQLAsync(null, ("Sec-Fetch-Site", "same-origin"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync("/graphql", """{"query": "{ hello }"}""", Own, "text/plain")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        // The port of the API takes no cookies, which browsers send to every port of a host.
        using var request = Request(Server.Http.BaseAddress!.ToString(), """{"query": "{ hello }"}""", Own, "application/json");
        (await Browser.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Session_EndsWithItsTimeAndWithItsKey()
    {
        var (id, secret) = await Server.CreateKeyAsync("a");
        await PostAsync("/sign-in", $$"""{"key": "{{secret}}"}""", Own);
        (await GraphQLAsync(Own)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Server.MutateAsync("delete_api_key", new() { ["key_id"] = id }, "success", Key(ServerKey));
        (await GraphQLAsync(Own)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        await PostAsync("/sign-in", $$"""{"key": "{{ServerKey}}"}""", Own);
        Server.Time.Advance(TimeSpan.FromHours(11));
        (await GraphQLAsync(Own)).StatusCode.ShouldBe(HttpStatusCode.OK);
        Server.Time.Advance(TimeSpan.FromHours(1));
        (await GraphQLAsync(Own)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Form_WithoutScript_SignsInAndSaysWhatIsWrong()
    {
        (await Browser.GetStringAsync("/sign-in")).ShouldContain("<form method=\"post\" action=\"/sign-in\">");
        using var wrong = await PostAsync("/sign-in", "key=wrong", Own, "application/x-www-form-urlencoded");
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("the API key is none of this server");
        using var right = await PostAsync("/sign-in", $"key={ServerKey}", Own, "application/x-www-form-urlencoded");
        right.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        right.Headers.Location!.ToString().ShouldBe("/");
        (await GraphQLAsync(Own)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("nonsense", 400)]
    [InlineData("""{"key": 1}""", 400)]
    [InlineData("""{"key": "wrong"}""", 401)]
    public async Task SignIn_WithoutAGoodKey_IsRefused(string body, int expected) =>
        ((int)(await PostAsync("/sign-in", body, Own)).StatusCode).ShouldBe(expected);

    [Fact]
    public async Task SignIn_FromAPageOfAnotherSite_IsRefused() =>
        (await PostAsync("/sign-in", $$"""{"key": "{{ServerKey}}"}""", "https://evil.example")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Answers_TellBrowsersToBeCareful()
    {
        using var page = await Browser.GetAsync("/sign-in");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        page.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
    }

    private async Task<HttpResponseMessage> GraphQLAsync(string? origin, params (string Name, string Value)[] headers)
    {
        using var request = Request("/graphql", """{"query": "{ hello }"}""", origin, "application/json");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await Browser.SendAsync(request);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string? origin, string type = "application/json")
    {
        using var request = Request(path, body, origin, type);
        return await Browser.SendAsync(request);
    }

    private static HttpRequestMessage Request(string uri, string body, string? origin, string type)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new StringContent(body, Encoding.UTF8, type) };
        if (origin is not null) request.Headers.Add("Origin", origin);
        return request;
    }
}
