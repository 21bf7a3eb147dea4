namespace Flows;

/// <summary>How one call of a task is run. What is not set here is as the task's attribute says.</summary>
public sealed partial record TaskOptions
{
    /// <summary>The task's name in slugs, logs and the dashboard. <value>The default is the method's name.</value></summary>
    public string Name { get; init; } = "";

    /// <summary>How often a failed run is tried again. <value>The default is 0.</value></summary>
    public int Retries { get; init; }

    /// <summary>How long to wait before the next attempt, at most 3650 days; whole seconds on the wire. <value>The default is zero.</value></summary>
    public TimeSpan RetryDelay { get; init; }

    /// <summary>How long one attempt may take, at most 45 days; whole seconds on the wire. <value>The default is null: no limit.</value></summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Which ends of the upstream tasks let this task start. <value>The default is <see cref="Trigger.AllSuccessful"/>.</value></summary>
    public Trigger Trigger { get; init; } = Trigger.AllSuccessful;

    /// <summary>Whether the task is skipped when a task upstream of it is. <value>The default is true.</value></summary>
    public bool SkipOnUpstreamSkip { get; init; } = true;

    /// <summary>Words to find the task by; they are part of its slug. <value>Empty by default.</value></summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
