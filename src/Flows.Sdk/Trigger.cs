namespace Flows;

/// <summary>Which ends of the upstream tasks let a task start.</summary>
public sealed class Trigger
{
    private Trigger(string wireName) => WireName = wireName;

    /// <summary>All upstream tasks ended well, skipped ones included. This is the default.</summary>
    public static Trigger AllSuccessful { get; } = new("prefect.triggers.all_successful");

    /// <summary>All upstream tasks ended, no matter how.</summary>
    public static Trigger AllFinished { get; } = new("prefect.triggers.all_finished");

    /// <summary>At least one upstream task ended badly; a task without upstream tasks starts.</summary>
    public static Trigger AnyFailed { get; } = new("prefect.triggers.any_failed");

    /// <summary>The name on the wire.</summary>
    internal string WireName { get; }

    /// <inheritdoc/>
    public override string ToString() => WireName[(WireName.LastIndexOf('.') + 1)..];
}
