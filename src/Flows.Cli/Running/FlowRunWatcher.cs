using Flows.Cli.Output;
using Flows.Client;
using Flows.Client.Queries;
using Flows.States;

namespace Flows.Cli.Running;

/// <summary>Prints the states and logs of a flow run as they come, until it has ended.</summary>
internal sealed class FlowRunWatcher(FlowsClient client, TextWriter output, TimeProvider time)
{
    private const double Slower = 1.3;
    private const int QuietRoundsAtTheEnd = 2;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HintAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan HintEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Limit = TimeSpan.FromHours(12);

    private readonly HashSet<string> printedLogs = new(StringComparer.Ordinal);
    private DateTimeOffset? newestLog;
    private int printedStates;

    /// <summary>Whether log lines are printed. <value>The default is true.</value></summary>
    public bool ShowLogs { get; init; } = true;

    /// <summary>Watches a run to its end.</summary>
    /// <returns>The state that it ended in.</returns>
    public async Task<State> WatchAsync(string flowRunId, CancellationToken stop)
    {
        var begin = time.GetUtcNow();
        var (hint, nextHint) = ("", begin + HintAfter);
        for (var pause = FirstPause; ; pause = Min(pause * Slower, LongestPause))
        {
            var run = await ReadAsync(flowRunId, stop);
            await PrintAsync(run, stop);
            if (run.State.IsFinished) return await PrintLateLogsAsync(run, stop);
            if (run.State.IsScheduled && time.GetUtcNow() >= nextHint)
            {
                nextHint = time.GetUtcNow() + HintEvery;
                // Said again only when it is another reason by now.
                if (await HintAsync(run, stop) is { } now && now != hint) await output.WriteLineAsync(hint = now);
            }
            if (time.GetUtcNow() - begin >= Limit) throw new CliException($"The flow run has not ended within 12 hours; it goes on, and `flows get logs --id {flowRunId}` shows how.");
            await Task.Delay(pause, time, stop);
        }
    }

    /// <summary>Why the run waits, from the server where it knows, otherwise from the agents that there are.</summary>
    private async Task<string?> HintAsync(FlowRunView run, CancellationToken stop) => await client.GetWaitingReasonAsync(run.Id, stop) is { } reason
        ? $"{reason.Message} {reason.Advice}"
        : AgentHint.For(run, await client.ListAgentsAsync(stop), time.GetUtcNow());

    private async Task<FlowRunView> ReadAsync(string flowRunId, CancellationToken stop) =>
        await client.GetFlowRunViewAsync(flowRunId, stop) ?? throw new CliException($"The flow run '{flowRunId}' is gone: somebody deleted it.");

    /// <summary>Prints what is new, states and logs in the order of time. It returns whether anything was.</summary>
    private async Task<bool> PrintAsync(FlowRunView run, CancellationToken stop)
    {
        var lines = run.History.Skip(printedStates).Select(s => (s.Timestamp, Text: Describe(s))).ToList();
        printedStates = run.History.Count;
        if (ShowLogs) lines.AddRange((await NewLogsAsync(run.Id, stop)).Select(l => (l.Timestamp, LogText.Of(l))));
        foreach (var (_, text) in lines.OrderBy(l => l.Timestamp)) await output.WriteLineAsync(text);
        return lines.Count > 0;
    }

    // A run stores its last state before its last log lines.
    private async Task<State> PrintLateLogsAsync(FlowRunView run, CancellationToken stop)
    {
        for (var quiet = 0; ShowLogs && quiet < QuietRoundsAtTheEnd;)
        {
            await Task.Delay(FirstPause, time, stop);
            quiet = await PrintAsync(run, stop) ? 0 : quiet + 1;
        }
        return run.State;
    }

    private async Task<List<LogLine>> NewLogsAsync(string flowRunId, CancellationToken stop)
    {
        var logs = await client.GetLogsAsync(flowRunId, newestLog, stop);
        if (logs.Count > 0) newestLog = logs[^1].Timestamp;
        return [.. logs.Where(l => printedLogs.Add(l.Id))];
    }

    private static string Describe(PastState past) =>
        $"{LogText.Time(past.Timestamp)}  Entered state <{past.State.Type}>{(string.IsNullOrEmpty(past.State.Message) ? "" : $": {past.State.Message}")}";

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
