using System.Text.Json;
using Flows.Server.Access;
using static Flows.Server.Tests.Access.AccountsServer;

namespace Flows.Server.Tests.Access;

/// <summary>An exposed server and its keys.</summary>
public sealed class ApiKeyTests
{
    [Theory]
    [InlineData(null, 401, "send an API key")]
    [InlineData("Bearer wrong", 401, "the API key is none of this server")]
    [InlineData("Bearer flows_0000", 401, "the API key is none of this server")]
    [InlineData("Bearer ", 401, "Malformed Authorization header")]
    [InlineData("secret", 401, "Malformed Authorization header")]
    [InlineData("Basic secret", 401, "Malformed Authorization header")]
    [InlineData("Bearer secret", 200, null)]
    [InlineData("bearer secret", 200, null)]
    public async Task Call_OfAnExposedServer_NeedsAKey(string? header, int expected, string? problem)
    {
        await using var server = await AccountsServer.StartAsync();
        var (status, answer) = await server.PostAsync("{ hello }", null, "/", header is null ? [] : [("Authorization", header)]);
        status.ShouldBe(expected);
        if (problem is null) return;
        answer.Code().ShouldBe("UNAUTHENTICATED");
        answer.Error().ShouldStartWith($"UNAUTHENTICATED: {problem}");
    }

    [Fact]
    public async Task Call_OfAProtocolClientWithoutKey_SeesTheWordInAnAnswerOfStatus200()
    {
        await using var server = await AccountsServer.StartAsync();
        var (status, answer) = await server.PostAsync("{ hello }", headers: ("X-PREFECT-CORE-VERSION", "1.4.1"));
        status.ShouldBe(200);
        answer.Error().ShouldStartWith("UNAUTHENTICATED");
    }

    [Fact]
    public async Task Health_OfAnExposedServer_NeedsNoKey()
    {
        await using var server = await AccountsServer.StartAsync();
        (await server.Http.GetStringAsync("/health")).ShouldContain("ok");
    }

    [Fact]
    public async Task Start_ExposedAndInsecure_LetsEverybodyInAndWarns()
    {
        using var log = new RecordingLoggers();
        await using var server = await TestServer.StartAsync(o => (o.Expose, o.Insecure, o.LoggerFactory) = (true, true, log));
        await server.RunAsync("{ hello }");
        log.Lines.ShouldContain(l => l.StartsWith("Warning: The server listens on 0.0.0.0 without asking for a key", StringComparison.Ordinal));
        server.FirstApiKey.ShouldBeNull();
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("of another server")]
    public async Task Start_OnLoopbackWithAKeyAtHand_StaysOpen(string key)
    {
        await using var server = await TestServer.StartAsync(o => o.ApiKey = "secret");
        await server.RunAsync("{ hello }");
        await server.RunAsync("{ hello }", headers: Key(key));
    }

    [Fact]
    public async Task Start_ExposedForTheFirstTime_MakesAKeyAndShowsItOnce()
    {
        var folder = Directory.CreateTempSubdirectory("flows-first-").FullName;
        string first;
        await using (var server = FlowsServer.Create(Options()))
        {
            await server.StartAsync();
            first = server.FirstApiKey.ShouldNotBeNull();
            first.ShouldMatch("^flows_[0-9a-f]{64}$");
            using var http = new HttpClient { BaseAddress = server.ApiUri };
            http.DefaultRequestHeaders.Authorization = new("Bearer", first);
            using var content = new StringContent("""{"query": "{ api_key { name scope prefix tenant_id } }"}""", null, "application/json");
            using var answer = await http.PostAsync("/", content);
            JsonElement.Parse(await answer.Content.ReadAsStringAsync())
                .ShouldBeJson($$$"""{"data": {"api_key": [{"name": "first key", "scope": "admin", "prefix": "{{{first[..12]}}}", "tenant_id": null}]}}""");
        }
        await using (var again = FlowsServer.Create(Options()))
        {
            await again.StartAsync();
            again.FirstApiKey.ShouldBeNull();
        }
        Directory.Delete(folder, recursive: true);

        FlowsServerOptions Options() => new() { ApiPort = 0, UiPort = 0, Expose = true, Database = Path.Combine(folder, "server.db") };
    }

    [Fact]
    public async Task CreateApiKey_WithAScope_IsGoodForThatAndNoMore()
    {
        await using var server = await AccountsServer.StartAsync();
        var (_, read) = await server.CreateKeyAsync("r", new() { ["scope"] = "read" });
        var (_, run) = await server.CreateKeyAsync("ci", new() { ["scope"] = "run" });
        await server.RunAsync("{ project { name } }", headers: Key(read));
        await server.MutateAsync("create_project", new() { ["name"] = "P" }, "id", Key(run));

        (await server.AskAsync("""mutation { create_project(input: { name: "Q" }) { id } }""", read)).Error()
            .ShouldBe("FORBIDDEN: \"create_project\" needs a key with the scope run, and the key \"r\" has the scope read.");
        (await server.AskAsync("""mutation { create_tenant(input: { name: "Q", slug: "q" }) { id } }""", run)).Error()
            .ShouldBe("FORBIDDEN: \"create_tenant\" needs a key with the scope admin, and the key \"ci\" has the scope run.");
        foreach (var query in (string[])["{ api_key { name } }", "{ api_key_aggregate { aggregate { count } } }", "{ audit_entry { mutation } }"])
            (await server.AskAsync(query, run)).Code().ShouldBe("FORBIDDEN");
        (await server.AskAsync("{ project { name } }", read)).ShouldBeJson("""{"data": {"project": [{"name": "P"}]}}""");
    }

    [Fact]
    public async Task CreateApiKey_HashIsNeverShown()
    {
        await using var server = await AccountsServer.StartAsync();
        var (_, secret) = await server.CreateKeyAsync("a");
        (await server.AskAsync("{ api_key { hash } }", ServerKey)).Code().ShouldBe("validation-failed");
        (await server.AskAsync("{ api_key { name prefix } }", ServerKey)).ToString().ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("""{"name": "a"}""", "There is an API key named \"a\" already: revoke it first, or choose another name.")]
    [InlineData("""{"name": " "}""", "An API key must have a name.")]
    [InlineData("""{"name": "b", "expires_at": "2025-12-31T00:00:00Z"}""", "An API key must expire in the future.")]
    [InlineData("""{"name": "b", "tenant_id": "00000000-0000-0000-0000-000000000001"}""", "Invalid tenant: 00000000-0000-0000-0000-000000000001 does not exist.")]
    public async Task CreateApiKey_ThatCannotBe_IsRefused(string input, string message)
    {
        await using var server = await AccountsServer.StartAsync();
        await server.CreateKeyAsync("a");
        (await server.RefusedAsync("create_api_key", System.Text.Json.Nodes.JsonNode.Parse(input)!.AsObject(), "id", Key(ServerKey))).ShouldBe(message);
    }

    [Fact]
    public async Task DeleteApiKey_OfAKeyInUse_HoldsAtOnceAndLetsItsNameBeUsedAgain()
    {
        await using var server = await AccountsServer.StartAsync();
        var (id, secret) = await server.CreateKeyAsync("a");
        await server.RunAsync("{ hello }", headers: Key(secret));
        await server.MutateAsync("delete_api_key", new() { ["key_id"] = id }, "success", Key(ServerKey));
        (await server.AskAsync("{ hello }", secret)).Error()
            .ShouldBe("UNAUTHENTICATED: the API key \"a\" was revoked at 2026-01-01 12:00 UTC; an admin makes another one with \"flows server key create\".");
        await server.CreateKeyAsync("a");
        (await server.RefusedAsync("delete_api_key", new() { ["key_id"] = server.Nobody }, "success", Key(ServerKey))).ShouldBe($"API key not found: {server.Nobody}.");
    }

    [Fact]
    public async Task Key_AfterItsExpiry_IsGoodNoMore()
    {
        await using var server = await AccountsServer.StartAsync();
        var (_, secret) = await server.CreateKeyAsync("a", new() { ["expires_at"] = "2026-01-01T13:00:00Z" });
        await server.RunAsync("{ hello }", headers: Key(secret));
        server.Time.Advance(TimeSpan.FromHours(1));
        (await server.AskAsync("{ hello }", secret)).Error().ShouldStartWith("UNAUTHENTICATED: the API key \"a\" expired at 2026-01-01 13:00 UTC");
    }

    [Fact]
    public async Task Key_ThatIsUsed_SaysWhen()
    {
        await using var server = await AccountsServer.StartAsync();
        var (_, secret) = await server.CreateKeyAsync("a");
        server.Time.Advance(TimeSpan.FromMinutes(5));
        await server.RunAsync("{ hello }", headers: Key(secret));
        await server.EventuallyAsync("{ api_key { last_used } }", ServerKey, data => data.GetProperty("api_key")[0].GetProperty("last_used").GetString() == "2026-01-01T12:05:00.000000+00:00");
    }

    [Fact]
    public async Task WrongKeys_TooManyFromAnAddress_HaveToWaitButGoodKeysNeedNot()
    {
        await using var server = await AccountsServer.StartAsync();
        var (_, good) = await server.CreateKeyAsync("a");
        for (var i = 0; i < FailedLogIns.Allowed; i++) (await server.PostAsync("{ hello }", headers: Key($"wrong {i}"))).Status.ShouldBe(401);

        var (status, answer) = await server.PostAsync("{ hello }", headers: Key("wrong again"));
        status.ShouldBe(429);
        answer.Error().ShouldBe("UNAUTHENTICATED: too many wrong API keys came from there; try again in 60 s.");
        // The server's own key may be a guessable word, so it has to wait as well; a made key cannot be guessed.
        (await server.PostAsync("{ hello }", headers: Key(ServerKey))).Status.ShouldBe(429);
        await server.RunAsync("{ hello }", headers: Key(good));

        server.Time.Advance(TimeSpan.FromMinutes(1));
        await server.RunAsync("{ hello }", headers: Key(ServerKey));
        (await server.PostAsync("{ hello }", headers: Key("wrong again"))).Status.ShouldBe(401);
    }
}
