namespace Flows.Server.Tests.Http;

/// <summary>An exposed server and its key.</summary>
public sealed class AccessTests
{
    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer wrong", 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("secret", 401)]
    [InlineData("Basic secret", 401)]
    [InlineData("Bearer secret", 200)]
    [InlineData("bearer secret", 200)]
    public async Task Call_OfAnExposedServer_NeedsTheKey(string? header, int expected)
    {
        await using var server = await TestServer.StartAsync(o => (o.Expose, o.ApiKey) = (true, "secret"));
        var (status, answer) = await server.PostAsync("{ hello }", null, "/", header is null ? [] : [("Authorization", header)]);
        status.ShouldBe(expected);
        if (expected != 401) return;
        answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString().ShouldBe("UNAUTHENTICATED");
        answer.GetProperty("errors")[0].GetProperty("message").GetString()!.ShouldContain("UNAUTHENTICATED");
    }

    [Fact]
    public async Task Health_OfAnExposedServer_NeedsNoKey()
    {
        await using var server = await TestServer.StartAsync(o => (o.Expose, o.ApiKey) = (true, "secret"));
        (await server.Http.GetStringAsync("/health")).ShouldContain("ok");
    }

    [Fact]
    public async Task Start_ExposedAndInsecure_LetsEverybodyInAndWarns()
    {
        using var log = new RecordingLoggers();
        await using var server = await TestServer.StartAsync(o => (o.Expose, o.Insecure, o.LoggerFactory) = (true, true, log));
        await server.RunAsync("{ hello }");
        log.Lines.ShouldContain(l => l.StartsWith("Warning: The server listens on 0.0.0.0 without a key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_OnLoopbackWithAKeyAtHand_StaysOpen()
    {
        await using var server = await TestServer.StartAsync(o => o.ApiKey = "secret");
        await server.RunAsync("{ hello }");
    }
}
