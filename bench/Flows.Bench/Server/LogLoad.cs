using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Flows.Bench.Server;

/// <summary>Eight runs that write their logs in batches of 500 lines.</summary>
internal static class LogLoad
{
    private const int Runs = 8, Lines = 500;

    public static async Task<double> RunAsync(Served served, string flow, string? key, TimeSpan time)
    {
        var requests = new List<byte[]>();
        using (var line = await HttpLine.OpenAsync(served.Api).ConfigureAwait(false))
        {
            var ask = new Ask(line, key);
            for (var n = 0; n < Runs; n++)
                requests.Add(Batch((await ask.MutateAsync("create_flow_run", new() { ["flow_id"] = flow }).ConfigureAwait(false)).GetProperty("id").GetString()!, key));
        }
        using var stop = new CancellationTokenSource();
        var started = Stopwatch.GetTimestamp();
        var writers = requests.Select(r => Task.Run(() => WriteAsync(served.Api, r, stop.Token))).ToList();
        await Task.Delay(time, TimeProvider.System).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        var batches = 0;
        foreach (var writer in writers) batches += await writer.ConfigureAwait(false);
        return batches * Lines / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static byte[] Batch(string run, string? key)
    {
        var begin = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        var lines = Enumerable.Range(0, Lines).Select(n => (JsonNode)new JsonObject
        {
            ["flow_run_id"] = run,
            ["task_run_id"] = null,
            ["timestamp"] = begin.AddMilliseconds(n).ToString("O", CultureInfo.InvariantCulture),
            ["name"] = "flows.load",
            ["level"] = "INFO",
            ["message"] = $"Loaded row {n} of the table orders.",
        });
        var input = new JsonObject { ["logs"] = new JsonArray([.. lines]) };
        return HttpLine.Post(new JsonObject { ["query"] = Ask.Mutation("write_run_logs", "success"), ["variables"] = new JsonObject { ["input"] = input } }.ToJsonString(), key);
    }

    private static async Task<int> WriteAsync(Uri server, byte[] request, CancellationToken stop)
    {
        using var line = await HttpLine.OpenAsync(server).ConfigureAwait(false);
        var batches = 0;
        for (; !stop.IsCancellationRequested; batches++) await line.AskAsync(request).ConfigureAwait(false);
        return batches;
    }
}
