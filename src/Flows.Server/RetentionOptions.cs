namespace Flows.Server;

/// <summary>How long data is kept. What is older is deleted in small steps; null keeps it for ever.</summary>
public sealed class RetentionOptions
{
    /// <summary>Lines of logs, since they were written. <value>The default is null: for ever.</value></summary>
    public TimeSpan? Logs { get; set; }

    /// <summary>The history of states of runs that have ended; their last state stays. <value>The default is null: for ever.</value></summary>
    public TimeSpan? States { get; set; }

    /// <summary>Flow runs that have ended, with all that belongs to them, since they ended. <value>The default is null: for ever.</value></summary>
    public TimeSpan? Runs { get; set; }

    /// <summary>The audit log. <value>The default is 365 days.</value></summary>
    public TimeSpan? AuditEntries { get; set; } = TimeSpan.FromDays(365);

    /// <summary>What cloud hooks were told, or could not be told. <value>The default is 30 days.</value></summary>
    public TimeSpan? HookEvents { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How many rows one step deletes. <value>The default is 500.</value></summary>
    public int RowsPerStep { get; set; } = 500;

    /// <summary>How long the database rests between two steps, so that writers do not wait. <value>The default is 50 milliseconds.</value></summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(50);
}
