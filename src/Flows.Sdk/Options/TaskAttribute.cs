namespace Flows;

/// <summary>
/// Makes a method a task. The method stays what it is; overloads of the same name are added that take values which exist only once the
/// flow runs, or the flow first when no argument is such a value. Parameters of type <see cref="Microsoft.Extensions.Logging.ILogger"/>,
/// <see cref="CancellationToken"/> and <see cref="TaskRunContext"/> are given by the run and are no arguments of the task.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TaskAttribute : Attribute
{
    /// <summary>The task's name in slugs, logs and the dashboard. <value>The default is null: the method's name.</value></summary>
    public string? Name { get; set; }

    /// <summary>How often a failed run is tried again. <value>The default is 0.</value></summary>
    public int Retries { get; set; }

    /// <summary>How long to wait before the next attempt, in seconds. <value>The default is 0.</value></summary>
    public double RetryDelaySeconds { get; set; }

    /// <summary>By what the delay is multiplied for each further retry, from 1 to 100. <value>The default is 1: all delays are equal.</value></summary>
    public double RetryBackoff { get; set; } = 1;

    /// <summary>The longest delay, in seconds, whatever backoff and jitter make of it. <value>3650 days unless it is set.</value></summary>
    public double MaxRetryDelaySeconds { get; set; }

    /// <summary>By which share a delay is made longer or shorter, from 0 to 1; see <see cref="TaskOptions.RetryJitter"/>. <value>The default is 0.</value></summary>
    public double RetryJitter { get; set; }

    /// <summary>How long one attempt may take, in seconds, above 0. <value>There is no limit unless it is set.</value></summary>
    public double TimeoutSeconds { get; set; }

    /// <summary>Whether the task is skipped when a task upstream of it is. <value>The default is true.</value></summary>
    public bool SkipOnUpstreamSkip { get; set; } = true;

    /// <summary>
    /// For how long a result may be taken by later runs instead of running the task, in seconds, above 0; see <see cref="TaskOptions.CacheFor"/>.
    /// <value>No result is taken unless it is set.</value>
    /// </summary>
    public double CacheForSeconds { get; set; }

    /// <summary>Shares cached results among all tasks that have this key. <value>The default is null: each task has its own.</value></summary>
    public string? CacheKey { get; set; }

    /// <summary>
    /// Where in its store the result is kept, for example <c>rows/{table}.json</c>; see <see cref="TaskOptions.Target"/>.
    /// <value>The default is null: a place of its own for each task run.</value>
    /// </summary>
    public string? Target { get; set; }

    /// <summary>Whether the result may be kept outside of the run's memory; see <see cref="TaskOptions.Checkpoint"/>. <value>The default is true.</value></summary>
    public bool Checkpoint { get; set; } = true;

    /// <summary>
    /// Names each run of the task after its inputs: <c>load-{table}</c>; see <see cref="TaskOptions.RunName"/>.
    /// <value>The default is null: the task's name.</value>
    /// </summary>
    public string? RunName { get; set; }

    /// <summary>Whether what the task writes to the console goes to its log as well, a line at a time. <value>The default is false.</value></summary>
    public bool LogConsole { get; set; }

    /// <summary>Words to find the task by; they are part of its slug. <value>Empty by default.</value></summary>
    public string[] Tags { get; set; } = [];
}
