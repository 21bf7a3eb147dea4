using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Mutations;

/// <summary>Log lines: their sequence, and what is refused.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task Lines_OfManyWritersAtOnce_HaveASequenceWithoutGaps()
    {
        await using var scenario = await Scenario.StartAsync();
        string[] runs = [await scenario.CreateRunAsync(), await scenario.CreateRunAsync()];
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => scenario.Server.MutateAsync("write_run_logs",
            Lines([.. Enumerable.Range(0, 30).Select(n => Line(runs[n % 2], $"{i}-{n}"))]), "success")));
        foreach (var run in runs)
        {
            var lines = await LinesAsync(scenario, run);
            lines.Select(l => l.GetProperty("sequence").GetInt32()).ShouldBe(Enumerable.Range(1, 300));
            // The lines of one call keep their order.
            lines.Select(l => l.GetProperty("message").GetString()!.Split('-')).GroupBy(m => m[0])
                .ShouldAllBe(call => call.Select(m => int.Parse(m[1], null)).SequenceEqual(call.Select(m => int.Parse(m[1], null)).Order()));
        }
    }

    [Fact]
    public async Task Lines_MoreThanOneTransactionTakes_AreAllStoredInOrder()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        await scenario.Server.MutateAsync("write_run_logs", Lines([.. Enumerable.Range(1, 1201).Select(n => Line(run, $"{n}"))]), "success");
        (await LinesAsync(scenario, run)).Select(l => (l.GetProperty("sequence").GetInt32(), l.GetProperty("message").GetString()))
            .ShouldBe(Enumerable.Range(1, 1201).Select(n => (n, (string?)$"{n}")));
    }

    [Fact]
    public async Task Line_OfARunThatDoesNotExist_IsRefusedAndTakesNoSequence()
    {
        await using var scenario = await Scenario.StartAsync();
        var (run, unknown) = (await scenario.CreateRunAsync(), Guid.NewGuid().ToString());
        (await scenario.Server.RefusedAsync("write_run_logs", Lines(Line(run, "lost"), Line(unknown, "x")), "success"))
            .ShouldBe($"Flow run not found: {unknown}.");
        var task = Line(run, "lost");
        task["task_run_id"] = unknown;
        (await scenario.Server.RefusedAsync("write_run_logs", Lines(task), "success")).ShouldBe($"Task run not found: {unknown}.");
        await scenario.Server.MutateAsync("write_run_logs", Lines(Line(run, "kept")), "success");
        (await LinesAsync(scenario, run)).ShouldHaveSingleItem().ShouldBeJson("""{"sequence": 1, "message": "kept"}""");
    }

    [Fact]
    public async Task Lines_OfACallThatIsRefused_DoNotStopTheirNeighbours()
    {
        await using var scenario = await Scenario.StartAsync();
        var run = await scenario.CreateRunAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 2 == 0
            ? scenario.Server.RefusedAsync("write_run_logs", Lines(Line(Guid.NewGuid().ToString(), "x")), "success")
            : (Task)scenario.Server.MutateAsync("write_run_logs", Lines(Line(run, $"{i}")), "success")));
        (await LinesAsync(scenario, run)).Count.ShouldBe(10);
    }

    private static JsonObject Line(string run, string message) => new() { ["flow_run_id"] = run, ["message"] = message };

    private static JsonObject Lines(params JsonNode[] lines) => new() { ["logs"] = new JsonArray(lines) };

    private static async Task<List<JsonElement>> LinesAsync(Scenario scenario, string run) =>
    [
        .. (await scenario.Server.RunAsync(
            $"query {{ log(where: {{ flow_run_id: {{ _eq: \"{run}\" }} }}, order_by: {{ sequence: asc }}) {{ sequence message }} }}")).GetProperty("log").EnumerateArray(),
    ];
}
