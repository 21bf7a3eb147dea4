using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Flows.Bench.Server;

/// <summary>64 writers, each with a running flow run of its own, that change the states of its task runs one by one.</summary>
internal static class WriteLoad
{
    private const int Writers = 64;

    private static readonly string Body = Ask.Mutation("set_task_run_states", "states { id status message }");

    public static async Task<(double PerSecond, Latencies Latencies)> RunAsync(Served served, string flow, string? key, TimeSpan time)
    {
        var requests = new List<byte[][]>();
        using (var line = await HttpLine.OpenAsync(served.Api).ConfigureAwait(false))
        {
            var ask = new Ask(line, key);
            for (var n = 0; n < Writers; n++) requests.Add(await PrepareAsync(ask, flow, key).ConfigureAwait(false));
        }
        using var stop = new CancellationTokenSource();
        var started = Stopwatch.GetTimestamp();
        var writers = requests.Select(r => Task.Run(() => WriteAsync(served.Api, r, stop.Token))).ToList();
        await Task.Delay(time, TimeProvider.System).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        var all = new Latencies();
        foreach (var writer in writers) all.AddRange(await writer.ConfigureAwait(false));
        return (all.Count / Stopwatch.GetElapsedTime(started).TotalSeconds, all);
    }

    private static async Task<byte[][]> PrepareAsync(Ask ask, string flow, string? key)
    {
        var run = (await ask.MutateAsync("create_flow_run", new() { ["flow_id"] = flow }).ConfigureAwait(false)).GetProperty("id").GetString()!;
        await ask.MutateAsync("set_flow_run_states", new() { ["states"] = new JsonArray(new JsonObject { ["flow_run_id"] = run, ["state"] = new JsonObject { ["type"] = "Running" } }) }, "states { id }")
            .ConfigureAwait(false);
        var tasks = await ask.AllAsync($$"""{ task_run(where: { flow_run_id: { _eq: "{{run}}" } }) { id } }""", "task_run").ConfigureAwait(false);
        return [.. tasks.SelectMany(t => new[] { Change(t, "Running", "Starting task run.", key), Change(t, "Success", "Task run succeeded.", key) })];
    }

    /// <summary>A state as a runner writes it.</summary>
    private static byte[] Change(string taskRun, string type, string message, string? key)
    {
        var state = new JsonObject
        {
            ["type"] = type,
            ["message"] = message,
            ["_result"] = new JsonObject { ["type"] = "NoResultType", ["__version__"] = "1.4.1" },
            ["context"] = new JsonObject { ["tags"] = new JsonArray() },
            ["cached_inputs"] = new JsonObject(),
            ["__version__"] = "1.4.1",
        };
        var input = new JsonObject { ["states"] = new JsonArray(new JsonObject { ["task_run_id"] = taskRun, ["version"] = null, ["state"] = state }) };
        return HttpLine.Post(new JsonObject { ["query"] = Body, ["variables"] = new JsonObject { ["input"] = input } }.ToJsonString(), key);
    }

    private static async Task<Latencies> WriteAsync(Uri server, byte[][] requests, CancellationToken stop)
    {
        var latencies = new Latencies();
        using var line = await HttpLine.OpenAsync(server).ConfigureAwait(false);
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var started = Stopwatch.GetTimestamp();
            await line.AskAsync(requests[n % requests.Length]).ConfigureAwait(false);
            latencies.Add(started);
        }
        return latencies;
    }
}
