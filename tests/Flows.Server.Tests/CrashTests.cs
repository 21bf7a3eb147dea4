using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.TestKit;

namespace Flows.Server.Tests;

/// <summary>A server that is killed while it writes: what it has acknowledged is there afterwards.</summary>
public sealed class CrashTests
{
    private const int Clients = 8, WritesBeforeTheKill = 300;

    private sealed record Write(string FlowRunId, int Version, string Log);

    [Fact]
    public async Task Kill_InTheMiddleOfWrites_LosesNothingAcknowledged()
    {
        for (var round = Soak.Times(1); round > 0; round--) await WriteKillAndLookAsync();
    }

    private static async Task WriteKillAndLookAsync()
    {
        await using var database = await TestDatabase.CreateAsync();
        var acknowledged = new ConcurrentQueue<Write>();
        var (program, address) = await BackgroundProgram.StartAsync(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Flows.TestServer.dll"), database.Address], line => line.StartsWith("http", StringComparison.Ordinal));
        await using (program)
        {
            using var http = new HttpClient { BaseAddress = new(address) };
            var flow = await RegisterAsync(http);
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var clients = Enumerable.Range(0, Clients).Select(_ => WriteUntilDeadAsync(http, flow, acknowledged, enough)).ToList();
            await Task.WhenAny([enough.Task, .. clients]);
            await program.KillAsync();
            await Task.WhenAll(clients);
        }
        acknowledged.Count.ShouldBeGreaterThanOrEqualTo(WritesBeforeTheKill);

        await using (var server = await TestServer.StartAsync(o => o.Database = database.Address))
        {
            var runs = (await server.RunAsync("{ flow_run { id version states { version } logs { message } task_runs_aggregate { aggregate { count } } } }"))
                .GetProperty("flow_run")
                .EnumerateArray().ToDictionary(r => r.GetProperty("id").GetString()!);
            foreach (var write in acknowledged)
            {
                var run = runs[write.FlowRunId];
                run.GetProperty("version").GetInt32().ShouldBeGreaterThanOrEqualTo(write.Version);
                run.GetProperty("states").GetArrayLength().ShouldBe(run.GetProperty("version").GetInt32());
                run.GetProperty("logs").EnumerateArray().ShouldContain(l => l.GetProperty("message").GetString() == write.Log);
                run.GetProperty("task_runs_aggregate").GetProperty("aggregate").GetProperty("count").GetInt32().ShouldBe(3);
            }
        }
    }

    private static async Task WriteUntilDeadAsync(HttpClient http, string flow, ConcurrentQueue<Write> acknowledged, TaskCompletionSource enough)
    {
        try
        {
            while (true)
            {
                var run = (await MutateAsync(http, "create_flow_run", new() { ["flow_id"] = flow }, "id")).GetProperty("id").GetString()!;
                await MutateAsync(http, "set_flow_run_states", Scenario.FlowRunState(run, "Running"), "states { id }");
                var log = Guid.NewGuid().ToString();
                await MutateAsync(http, "write_run_logs", new() { ["logs"] = new JsonObject { ["flow_run_id"] = run, ["message"] = log } }, "success");
                acknowledged.Enqueue(new(run, 2, log));
                if (acknowledged.Count >= WritesBeforeTheKill) enough.TrySetResult();
            }
        }
        catch (HttpRequestException)
        {
            // The server is dead; what it was asked last is not acknowledged.
        }
    }

    private static async Task<string> RegisterAsync(HttpClient http)
    {
        var project = (await MutateAsync(http, "create_project", new() { ["name"] = "P" }, "id")).GetProperty("id").GetString();
        return (await MutateAsync(http, "create_flow", new() { ["project_id"] = project, ["serialized_flow"] = Scenario.Document() }, "id")).GetProperty("id")
            .GetString()!;
    }

    private static async Task<JsonElement> MutateAsync(HttpClient http, string name, JsonObject input, string selection)
    {
        var body = new JsonObject
        {
            ["query"] = $"mutation($input: {name}_input!) {{ {name}(input: $input) {{ {selection} }} }}",
            ["variables"] = new JsonObject { ["input"] = input }
        };
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("/", content);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("data").GetProperty(name);
    }
}
