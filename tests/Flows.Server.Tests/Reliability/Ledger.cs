using System.Text.Json;

namespace Flows.Server.Tests.Reliability;

/// <summary>What a database has of the runs of a load, compared with what was acknowledged.</summary>
internal static class Ledger
{
    private const int Page = 200;

    /// <summary>Nothing that was acknowledged is lost, no run is there twice, and versions and sequences have no gaps.</summary>
    public static async Task CheckAsync(TestServer server, Load load)
    {
        load.Problems.ShouldBeEmpty();
        var found = new HashSet<Load.Written>();
        var keys = new HashSet<string>();
        for (var offset = 0; ; offset += Page)
        {
            var runs = (await server.RunAsync(
                $$"""
                { flow_run(where: {flow_id: {_eq: "{{load.FlowId}}"} }, order_by: {id: asc}, limit: {{Page}}, offset: {{offset}}) {
                  id idempotency_key version
                  states(order_by: {version: asc}) { version message } logs(order_by: {sequence: asc}) { sequence message }
                  task_runs(where: {map_index: {_eq: 1} }) { version states(order_by: {version: asc}) { version message } } } }
                """)).GetProperty("flow_run");
            foreach (var run in runs.EnumerateArray()) Read(run, found, keys);
            if (runs.GetArrayLength() < Page) break;
        }
        keys.Count.ShouldBeLessThanOrEqualTo(load.Keys);
        load.Acknowledged.Where(w => !found.Contains(w)).ShouldBeEmpty("acknowledged and lost");
    }

    private static void Read(JsonElement run, HashSet<Load.Written> found, HashSet<string> keys)
    {
        var id = run.GetProperty("id").GetString()!;
        var key = run.GetProperty("idempotency_key").GetString()!;
        keys.Add(key).ShouldBeTrue($"two runs were made for {key}");
        found.Add(new(id, "key", key));
        foreach (var text in Chain(run, "states", "version")) found.Add(new(id, "state", text));
        foreach (var text in Chain(run, "logs", "sequence")) found.Add(new(id, "log", text));
        run.GetProperty("states").GetArrayLength().ShouldBe(run.GetProperty("version").GetInt32());
        run.GetProperty("task_runs").GetArrayLength().ShouldBeLessThanOrEqualTo(1, $"run {id} has a task run twice");
        foreach (var task in run.GetProperty("task_runs").EnumerateArray())
            foreach (var text in Chain(task, "states", "version")) found.Add(new(id, "task state", text));
    }

    /// <summary>The messages of a list whose numbers count up from 1.</summary>
    private static IEnumerable<string> Chain(JsonElement row, string list, string number)
    {
        var items = row.GetProperty(list).EnumerateArray().ToList();
        items.Select(i => i.GetProperty(number).GetInt32()).ShouldBe(Enumerable.Range(1, items.Count), $"{list} of {row.GetRawText()}");
        return items.Select(i => i.GetProperty("message").GetString() ?? "");
    }
}
