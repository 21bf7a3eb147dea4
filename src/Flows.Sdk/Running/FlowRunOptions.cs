using Flows.Engine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flows;

/// <summary>How a flow is run in this process.</summary>
public sealed partial record FlowRunOptions
{
    /// <summary>
    /// How many task runs, children of mapped tasks included, may be active at a time. A task that waits for its retry is not active.
    /// With 1 the order is always the same: upstream tasks first, then as the flow was written, children by index.
    /// <value>The default is the number of processors, at least 4, since most tasks wait for something. At least 1.</value>
    /// </summary>
    public int MaxConcurrency
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }
    = Math.Max(4, Environment.ProcessorCount);

    /// <summary>
    /// How long a task whose token was cancelled may take to return, before it is left to itself: the run goes on without it and drops
    /// what it returns later. <value>The default is 5 seconds.</value>
    /// </summary>
    public TimeSpan GracePeriod
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    }
    = TimeSpan.FromSeconds(5);

    /// <summary>Where log lines go: <c>prefect.&lt;task name&gt;</c> for tasks, <c>prefect.FlowRunner</c> and <c>prefect.TaskRunner</c> for the engine.
    /// <value>The default is nowhere.</value></summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>
    /// How many log lines of each task run are kept in <see cref="TaskState.Logs"/>, the latest ones; all task runs together keep at most
    /// 100,000. Only what a task writes itself counts, and a task that writes nothing costs nothing.
    /// <value>The default is 1,000; 0 keeps none, as in a container, where the lines go to the server.</value>
    /// </summary>
    public int KeptLogLines
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }
    = 1000;

    /// <summary>The clock of retries, timeouts and start times, so that tests can set it. <value>The default is the system's clock.</value></summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Is given the run when it begins, to look at while it goes on; null for nobody.</summary>
    internal Action<RunProgress>? Watching { get; init; }
}
