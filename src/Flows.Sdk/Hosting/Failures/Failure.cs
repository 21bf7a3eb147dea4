using Flows.States;

namespace Flows.Hosting.Failures;

/// <summary>A task run that failed by itself, not because of another one.</summary>
/// <param name="Task">The task run.</param>
/// <param name="Causes">What it threw, then what caused that; empty when it failed without an exception.</param>
internal sealed record Failure(TaskState Task, IReadOnlyList<Cause> Causes)
{
    /// <summary>All failures of a run, in the order in which the flow was written.</summary>
    /// <param name="run">The run.</param>
    /// <param name="programFolder">The output folder of the program.</param>
    public static IEnumerable<Failure> Of(FlowState run, string programFolder) =>
        from task in run.Tasks
        from one in task.Children.Prepend(task)
        where one.State is Failed and not TriggerFailed
        select new Failure(one, one.State is Failed { Exception: { } thrown } ? [.. Cause.Chain(thrown, programFolder)] : []);
}

/// <summary>One exception of a failure.</summary>
/// <param name="Exception">What was thrown.</param>
/// <param name="Frame">Where; null when no code of the user's is in its stack.</param>
internal sealed record Cause(Exception Exception, UserFrame? Frame)
{
    private const int Deepest = 10;

    /// <summary>An exception and those that caused it. Wrappers that say nothing of their own are left out.</summary>
    public static IEnumerable<Cause> Chain(Exception thrown, string programFolder)
    {
        var exception = thrown;
        for (var depth = 0; exception is not null && depth < Deepest; depth++)
        {
            if (exception is not AggregateException { InnerExceptions.Count: 1 }) yield return new(exception, UserFrame.Of(exception, programFolder));
            exception = exception.InnerException;
        }
    }
}
