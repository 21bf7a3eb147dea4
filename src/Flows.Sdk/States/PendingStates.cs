namespace Flows.States;

/// <summary>The run exists and has not started.</summary>
public record Pending : State;

/// <summary>The run is to start at a time.</summary>
public record Scheduled : Pending
{
    /// <summary>When the run may start; null means never by itself.</summary>
    public DateTimeOffset? StartTime { get; init; }
}

/// <summary>The run waits until somebody resumes it; without a start time it never starts by itself.</summary>
public sealed record Paused : Scheduled;

/// <summary>Somebody resumed a paused run.</summary>
public sealed record Resume : Scheduled;

/// <summary>The run failed and is to be tried again at <see cref="Scheduled.StartTime"/>.</summary>
public sealed record Retrying : Scheduled
{
    /// <summary>How many attempts have been made. <value>The default is 1.</value></summary>
    public int RunCount { get; init; } = 1;
}
