using System.Globalization;
using Flows.Engine;

namespace Flows;

/// <summary>
/// Which ends of the upstream tasks let a task start. All upstream tasks have ended when a trigger is asked; of a mapped task upstream each
/// child counts. A skipped task ended well, but a task is skipped before its trigger is asked when one upstream of it was, unless
/// <see cref="TaskOptions.SkipOnUpstreamSkip"/> is off.
/// </summary>
public sealed partial class Trigger
{
    private const string Prefix = "prefect.triggers.";
    private readonly Func<UpstreamCounts, bool, TriggerDecision>? decide;

    private Trigger(string wireName, Func<UpstreamCounts, bool, TriggerDecision>? decide)
    {
        WireName = wireName;
        this.decide = decide;
    }

    /// <summary>All upstream tasks ended well, skipped ones included. This is the default.</summary>
    public static Trigger AllSuccessful { get; } = Of("all_successful", static c => c.Successful == c.Total);

    /// <summary>All upstream tasks ended badly; a task without upstream tasks starts.</summary>
    public static Trigger AllFailed { get; } = Of("all_failed", static c => c.Failed == c.Total);

    /// <summary>At least one upstream task ended well; a task without upstream tasks starts.</summary>
    public static Trigger AnySuccessful { get; } = Of("any_successful", static c => c.Total == 0 || c.Successful > 0);

    /// <summary>At least one upstream task ended badly; a task without upstream tasks starts.</summary>
    public static Trigger AnyFailed { get; } = Of("any_failed", static c => c.Total == 0 || c.Failed > 0);

    /// <summary>All upstream tasks ended, no matter how.</summary>
    public static Trigger AllFinished { get; } = Of("all_finished", static c => c.Finished == c.Total);

    /// <summary>The same as <see cref="AllFinished"/>: for tasks that tidy up.</summary>
    public static Trigger AlwaysRun => AllFinished;

    /// <summary>All upstream tasks ended well and at least one of them was not skipped; when all were skipped, or there is none, the task is skipped too.</summary>
    public static Trigger NotAllSkipped { get; } = new(
        Prefix + "not_all_skipped",
        static (c, _) => c.Skipped == c.Total ? TriggerDecision.Skip : c.Successful == c.Total ? TriggerDecision.Start : TriggerDecision.Fail);

    /// <summary>The task pauses until somebody resumes it: <see cref="FlowRunOptions.OnPaused"/> at the desk, the dashboard or the API on a server.</summary>
    public static Trigger Manual { get; } = new(Prefix + "manual_only", static (_, resumed) => resumed ? TriggerDecision.Start : TriggerDecision.Pause);

    /// <summary>The name on the wire.</summary>
    internal string WireName { get; }

    /// <summary>Whether a task may start.</summary>
    /// <param name="upstream">How the upstream tasks ended.</param>
    /// <param name="resumed">Whether somebody resumed the task.</param>
    internal TriggerDecision Decide(UpstreamCounts upstream, bool resumed) => decide!(upstream, resumed);

    private static Trigger Of(string name, Func<UpstreamCounts, bool> holds) =>
        new(Prefix + name, (upstream, _) => holds(upstream) ? TriggerDecision.Start : TriggerDecision.Fail);

    /// <inheritdoc/>
    public override string ToString()
    {
        var name = WireName.StartsWith(Prefix, StringComparison.Ordinal) ? WireName[Prefix.Length..] : WireName;
        return Arguments.Count == 0 ? name
            : $"{name}({string.Join(", ", Arguments.Select(static a => string.Create(CultureInfo.InvariantCulture, $"{a.Key}={a.Value}")))})";
    }
}
