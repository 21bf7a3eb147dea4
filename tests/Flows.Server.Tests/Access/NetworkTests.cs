using static Flows.Server.Tests.Access.AccountsServer;

namespace Flows.Server.Tests.Access;

/// <summary>Networks whose callers need no key, proxies that are believed, names and pages that may call.</summary>
public sealed class NetworkTests
{
    private static readonly (string Name, string Value) Far = ("X-Forwarded-For", "198.51.100.7");

    [Fact]
    public async Task TrustedNetwork_NeedsNoKey()
    {
        await using var server = await AccountsServer.StartAsync(o => o.TrustedNetworks = ["10.0.0.0/8", "127.0.0.0/8"]);
        await server.RunAsync("{ hello }");
        // A key is looked at all the same: it may be good for less.
        var (_, read) = await server.CreateKeyAsync("r", new() { ["scope"] = "read" });
        (await server.AskAsync("""mutation { create_project(input: { name: "Q" }) { id } }""", read)).Code().ShouldBe("FORBIDDEN");
    }

    [Fact]
    public async Task ForwardedFor_OfAStranger_IsNotBelieved()
    {
        await using var server = await AccountsServer.StartAsync(o => o.TrustedNetworks = ["198.51.100.0/24"]);
        (await server.PostAsync("{ hello }", headers: Far)).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("198.51.100.7", 200)]
    [InlineData("198.51.100.7, 127.0.0.9", 200)]
    [InlineData("198.51.100.7, 203.0.113.1", 401)]
    [InlineData("198.51.100.7:1234", 200)]
    [InlineData("nonsense", 401)]
    public async Task ForwardedFor_OfATrustedProxy_IsTheNearestThatIsNoProxy(string way, int expected)
    {
        await using var server = await AccountsServer.StartAsync(o => (o.TrustedNetworks, o.TrustedProxies) = (["198.51.100.0/24"], ["127.0.0.0/8"]));
        (await server.PostAsync("{ hello }", headers: [("X-Forwarded-For", way), ("X-Forwarded-Host", "localhost")])).Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData("evil.example", 403)]
    [InlineData("flows.corp", 200)]
    [InlineData("localhost", 200)]
    public async Task Host_OfACallerWithoutKey_MustBeKnown(string host, int expected)
    {
        await using var server = await AccountsServer.StartAsync(o => (o.TrustedNetworks, o.AllowedHosts) = (["127.0.0.1"], ["flows.corp"]));
        var (status, answer) = await server.PostAsync("{ hello }", headers: ("Host", host));
        status.ShouldBe(expected);
        if (expected == 403)
            answer.Error().ShouldBe("the host \"evil.example\" is not this machine: call the server as localhost or by its address, or start it with --allowed-host evil.example");
        (await server.PostAsync("{ hello }", headers: [("Host", host), Key(ServerKey)])).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(false, "https://any.example", true)]
    [InlineData(true, "https://any.example", false)]
    [InlineData(true, "https://tools.example", true)]
    [InlineData(true, "http://localhost:3000", true)]
    public async Task Preflight_OfAPage_IsAllowedWhereAKeyHasToCome(bool trusted, string origin, bool allowed)
    {
        await using var server = await AccountsServer.StartAsync(o => (o.TrustedNetworks, o.AllowedOrigins) = (trusted ? ["10.0.0.0/8"] : [], ["https://tools.example"]));
        using var request = new HttpRequestMessage(HttpMethod.Options, "/graphql");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        using var response = await server.Http.SendAsync(request);
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBe(allowed);
        response.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Theory]
    [InlineData("ten")]
    [InlineData("10.0.0.0/40")]
    public async Task Start_WithAWrongNetwork_SaysWhatOneLooksLike(string network) =>
        (await Should.ThrowAsync<FlowsServerException>(() => AccountsServer.StartAsync(o => o.TrustedNetworks = [network]))).Message
            .ShouldBe($"--trusted-network is \"{network}\", but a network looks like 10.0.0.0/8 or fd00::/8.");
}
