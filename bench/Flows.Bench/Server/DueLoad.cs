using System.Text.Json.Nodes;

namespace Flows.Bench.Server;

/// <summary>How late a waiting agent gets a run that becomes due, one run after another.</summary>
internal static class DueLoad
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(400);

    public static async Task<Latencies> RunAsync(Served served, string flow, string? key, int runs)
    {
        const string label = "due-load";
        var late = new Latencies();
        using var creating = await HttpLine.OpenAsync(served.Api).ConfigureAwait(false);
        using var waiting = await HttpLine.OpenAsync(served.Api).ConfigureAwait(false);
        var (creator, agent) = (new Ask(creating, key), new Ask(waiting, key));
        for (var n = 0; n < runs; n++)
        {
            var claim = agent.MutateAsync("claim_flow_runs", new() { ["labels"] = new JsonArray(label), ["limit"] = 1, ["wait_seconds"] = 20 }, "runs { id }");
            var due = TimeProvider.System.GetUtcNow() + Ahead;
            await creator.MutateAsync("create_flow_run", new() { ["flow_id"] = flow, ["labels"] = new JsonArray(label), ["scheduled_start_time"] = due.ToString("O") }).ConfigureAwait(false);
            var runsGiven = (await claim.ConfigureAwait(false)).GetProperty("runs").GetArrayLength();
            if (runsGiven != 1) throw new InvalidOperationException($"The waiting agent got {runsGiven} runs instead of one.");
            late.Add(TimeProvider.System.GetUtcNow() - due);
        }
        return late;
    }
}
