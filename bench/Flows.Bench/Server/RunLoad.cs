using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flows.Bench.Server;

/// <summary>Flow runs created, claimed and finished over HTTP: what a job of Hangfire does inside its process.</summary>
internal static class RunLoad
{
    private const int Creators = 8, Workers = 20, AtOnce = 10;

    private static readonly string Claim = Ask.Mutation("claim_flow_runs", "runs { id claim }");
    private static readonly string SetState = Ask.Mutation("set_flow_run_states", "states { id status }");

    public static async Task<double> RunAsync(Served served, string flow, string? key, int runs)
    {
        const string label = "run-load";
        var left = runs;
        var started = Stopwatch.GetTimestamp();
        var creators = Enumerable.Range(0, Creators).Select(n => Task.Run(async () =>
        {
            using var line = await HttpLine.OpenAsync(served.Api).ConfigureAwait(false);
            var ask = new Ask(line, key);
            for (var i = n; i < runs; i += Creators)
                await ask.MutateAsync("create_flow_run", new() { ["flow_id"] = flow, ["labels"] = new JsonArray(label) }).ConfigureAwait(false);
        })).ToList();
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            using var line = await HttpLine.OpenAsync(served.Api).ConfigureAwait(false);
            var ask = new Ask(line, key);
            while (Volatile.Read(ref left) > 0)
            {
                var claimed = await ask.RunAsync(Claim, new() { ["input"] = new JsonObject { ["labels"] = new JsonArray(label), ["limit"] = AtOnce, ["wait_seconds"] = 1 } }).ConfigureAwait(false);
                foreach (var run in claimed.GetProperty("claim_flow_runs").GetProperty("runs").EnumerateArray())
                {
                    foreach (var state in (string[])["Submitted", "Running", "Success"]) await SetAsync(line, run, state, key).ConfigureAwait(false);
                    Interlocked.Decrement(ref left);
                }
            }
        })).ToList();
        await Task.WhenAll(creators).ConfigureAwait(false);
        await Task.WhenAll(workers).ConfigureAwait(false);
        return runs / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task SetAsync(HttpLine line, JsonElement run, string type, string? key)
    {
        var input = new JsonObject { ["states"] = new JsonArray(new JsonObject { ["flow_run_id"] = run.GetProperty("id").GetString(), ["state"] = new JsonObject { ["type"] = type } }) };
        var body = new JsonObject { ["query"] = SetState, ["variables"] = new JsonObject { ["input"] = input } };
        await line.AskAsync(HttpLine.Post(body.ToJsonString(), key, run.GetProperty("claim").GetString())).ConfigureAwait(false);
    }
}
