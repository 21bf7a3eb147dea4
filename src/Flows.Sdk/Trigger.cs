using Flows.Engine;

namespace Flows;

/// <summary>Which ends of the upstream tasks let a task start.</summary>
public sealed class Trigger
{
    private readonly Func<UpstreamCounts, bool> holds;

    private Trigger(string name, Func<UpstreamCounts, bool> holds)
    {
        WireName = "prefect.triggers." + name;
        this.holds = holds;
    }

    /// <summary>All upstream tasks ended well, skipped ones included. This is the default.</summary>
    public static Trigger AllSuccessful { get; } = new("all_successful", static c => c.Successful == c.Total);

    /// <summary>All upstream tasks ended, no matter how.</summary>
    public static Trigger AllFinished { get; } = new("all_finished", static c => c.Finished == c.Total);

    /// <summary>At least one upstream task ended badly; a task without upstream tasks starts.</summary>
    public static Trigger AnyFailed { get; } = new("any_failed", static c => c.Total == 0 || c.Failed > 0);

    /// <summary>The name on the wire.</summary>
    internal string WireName { get; }

    /// <summary>Whether a task may start.</summary>
    internal bool Holds(UpstreamCounts upstream) => holds(upstream);

    /// <inheritdoc/>
    public override string ToString() => WireName[(WireName.LastIndexOf('.') + 1)..];
}
