using System.Text.Json;

namespace Flows.Server.Tests.Http;

/// <summary>What those who watch over the server ask.</summary>
public sealed class OperationsTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/.well-known/apollo/server-health")]
    public async Task Health_OfAServerThatCanWork_SaysSoAndWhatItStandsOn(string path)
    {
        await using var server = await TestServer.StartAsync();
        using var answer = await server.Http.GetAsync(path);
        ((int)answer.StatusCode).ShouldBe(200);
        var health = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        health.GetProperty("status").GetString().ShouldBe("ok");
        health.GetProperty("version").GetString().ShouldBe(FlowsServer.Version);
        health.GetProperty("database").GetString().ShouldBe(TestDatabase.KeepsKeyOrder ? "sqlite" : "postgresql");
        health.GetProperty("schema").GetInt32().ShouldBe(2);
        health.GetProperty("services").GetString().ShouldBe("nobody");
    }

    [Fact]
    public async Task Health_WhileTheServicesRunHere_SaysSo()
    {
        await using var server = await TestServer.StartAsync();
        await server.RunServiceAsync("Scheduler");
        (await server.Http.GetStringAsync("/health")).ShouldContain("\"services\":\"here\"");
    }

    [Fact]
    public async Task Health_OfAnExposedServer_NeedsNoKeyButMetricsDo()
    {
        await using var server = await TestServer.StartAsync(o => (o.Expose, o.ApiKey) = (true, "secret"));
        using var health = await server.Http.GetAsync("/health");
        ((int)health.StatusCode).ShouldBe(200);
        using var metrics = await server.Http.GetAsync("/metrics");
        ((int)metrics.StatusCode).ShouldBe(401);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Authorization = new("Bearer", "secret") } };
        using var allowed = await server.Http.SendAsync(request);
        ((int)allowed.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task Metrics_AfterSomeWork_CountOperationsDatabaseAndServices()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.CreateRunAsync();
        await scenario.Server.RunAsync("{ flow_run { id } }");
        await scenario.Server.PostAsync("mutation { delete_flow_run(input: {flow_run_id: \"00000000-0000-0000-0000-000000000000\"}) { success } }");
        await scenario.Server.RunServiceAsync("Lazarus");
        var text = await scenario.Server.Http.GetStringAsync("/metrics");
        text.ShouldContain("flows_operation_duration_seconds_count{otel_scope_name=\"Flows.Server\"");
        foreach (var labels in new[]
        {
            "kind=\"mutation\",field=\"create_flow_run\",outcome=\"done\"", "kind=\"query\",field=\"flow_run\",outcome=\"done\"",
            "kind=\"mutation\",field=\"delete_flow_run\",outcome=\"failed\"", "kind=\"write\",outcome=\"done\"", "service=\"Lazarus\",outcome=\"done\"",
        })
            Normal(text).ShouldContain(Normal(labels));
    }

    /// <summary>The labels in the order of the alphabet, whatever the exporter's is.</summary>
    private static string Normal(string text) => string.Join('\n', text.Split('\n')
        .Select(line => string.Join(',', line.Split('{', '}')[line.Contains('{', StringComparison.Ordinal) ? 1 : 0].Split(',')
            .Where(l => !l.StartsWith("otel_", StringComparison.Ordinal) && !l.StartsWith("le=", StringComparison.Ordinal)).Order(StringComparer.Ordinal))));
}
