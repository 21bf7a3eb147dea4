using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;

namespace Flows.Server.Tests.Http;

/// <summary>The page on which people try GraphQL.</summary>
public sealed partial class GraphiQLTests : IAsyncLifetime
{
    private TestServer? started;

    private TestServer Server => started!;

    public async ValueTask InitializeAsync() => started = await TestServer.StartAsync();

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    [Theory]
    [InlineData("/", "text/html,application/xhtml+xml")]
    [InlineData("/graphql", "text/html")]
    [InlineData("/graphiql", "*/*")]
    [InlineData("/graphiql/", "*/*")]
    public async Task Page_InABrowser_LoadsPartsOfThisServerOnly(string path, string accept)
    {
        using var response = await GetAsync(path, ("Accept", accept));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self';");
        policy.ShouldNotContain("http");
        var parts = Reference().Matches(await response.Content.ReadAsStringAsync()).Select(m => m.Groups[1].Value).ToList();
        parts.ShouldBe(["/graphiql/graphiql.css", "/graphiql/graphiql.js"]);
        foreach (var part in parts) (await GetAsync(part)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Script_PackedOrPlain_IsTheSame()
    {
        using var packed = await GetAsync("/graphiql/graphiql.js", ("Accept-Encoding", "gzip, br"));
        using var plain = await GetAsync("/graphiql/graphiql.js");
        packed.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        plain.Content.Headers.ContentEncoding.ShouldBeEmpty();
        using var text = new StreamReader(new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        (await text.ReadToEndAsync()).ShouldBe(await plain.Content.ReadAsStringAsync());
        plain.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
    }

    [Fact]
    public async Task Script_ThatTheBrowserHas_IsNotSentAgain()
    {
        using var first = await GetAsync("/graphiql/graphiql.css");
        using var again = await GetAsync("/graphiql/graphiql.css", ("If-None-Match", first.Headers.ETag!.Tag));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Licences_OfTheParts_AreServed() =>
        (await (await GetAsync("/graphiql/licenses.txt")).Content.ReadAsStringAsync()).ShouldContain("graphiql 4.1.2 (MIT)");

    [Fact]
    public async Task Part_ThatDoesNotExist_Is404() => (await GetAsync("/graphiql/x.js")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Server.Http.SendAsync(request);
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Reference();
}
