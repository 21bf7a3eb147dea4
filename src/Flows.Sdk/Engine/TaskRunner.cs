using Flows.Binding;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>
/// Takes one task run as far as it gets: the steps of contract section 8.3, in its order. A run that ends in a waiting state is given to
/// the runner again when its time has come.
/// </summary>
internal sealed class TaskRunner
{
    private readonly FlowRunContext flow;
    private readonly ILogger logger;
    private readonly TaskStateWriter states;
    private readonly TaskAttempt attempt;
    private readonly ResultReuse reuse;
    private readonly ResultKeeping keeping;

    public TaskRunner(FlowRunContext flow)
    {
        this.flow = flow;
        logger = flow.Options.LoggerFactory.CreateLogger("prefect.TaskRunner");
        states = new(flow, logger);
        attempt = new(flow, logger);
        reuse = new(flow, logger);
        keeping = new(flow, logger);
    }

    /// <summary>Runs a task. Nothing that the task or the engine does wrong comes out as an exception: it becomes the run's state.</summary>
    public async ValueTask RunAsync(TaskRun run)
    {
        if (run.Node.Node.Kind == NodeKind.Constant)
        {
            run.TrySet(new Success { Message = "Task is a constant value.", Result = StateResult.Of(run.Node.Node.Arguments[0].Constant) });
            return;
        }

        try
        {
            if (!run.IsKnown)
                run.Restore(await flow.Store.GetTaskRunAsync(run.Node.Node.Slug, run.MapIndex, CancellationToken.None).ConfigureAwait(false));
            using var scope = flow.HasLogs ? logger.BeginScope(new RunLogScope(flow, run)) : null;
            await RunInScopeAsync(run).ConfigureAwait(false);
        }
        catch (RunStoreException e)
        {
            run.TrySet(states.ClientFailed(run, run.State, e));
        }
        catch (PipelineEndException)
        {
            // A state handler ended the run; its state is set.
        }
    }

    /// <summary>Gives up on a run that is still active although its flow run is over.</summary>
    public ValueTask AbandonAsync(TaskRun run, State flowEnd)
    {
        logger.LogWarning("Task '{Task}': it did not stop within {Grace}; it is left to itself.", run.DisplayName, flow.Options.GracePeriod);
        return states.CloseAsync(run, StoppedState.For(flowEnd, run.Node.Context));
    }

    private async ValueTask RunInScopeAsync(TaskRun run)
    {
        if (logger.IsEnabled(LogLevel.Information))
            logger.LogInformation("Task '{Task}': Starting task run...", run.DisplayName);
        try
        {
            do await RunStepsAsync(run).ConfigureAwait(false);
            while (run.Unusual is Looped && !await StopLoopAsync(run).ConfigureAwait(false));
        }
        catch (Exception e) when (e is not (RunStoreException or PipelineEndException))
        {
            logger.LogError(e, "Task '{Task}': Unexpected error while running task", run.DisplayName);
            await states.SetAsync(run, new Failed { Message = "Unexpected error while running task", Result = StateResult.Of(e), Context = run.Node.Context }).ConfigureAwait(false);
        }

        Telemetry.EndTaskRun(flow, run);
        if (logger.IsEnabled(LogLevel.Information))
            logger.LogInformation("Task '{Task}': Finished task run for task with final state: '{State}'", run.DisplayName, run.State.Type);
    }

    /// <summary>Whether a looping task is to have no further round, since the flow run is to end.</summary>
    private async ValueTask<bool> StopLoopAsync(TaskRun run)
    {
        if (flow.Stop.State is not { } end) return false;
        await states.SetAsync(run, StoppedState.For(end, run.Node.Context)).ConfigureAwait(false);
        return true;
    }

    private async ValueTask RunStepsAsync(TaskRun run)
    {
        var carried = Initialize(run, out var state);
        if (state is not (Pending or Mapped) || (state is Scheduled && StoredState.MustWait(state, flow.Now))) return;

        var upstream = CountUpstream(run);
        if (upstream.Finished < upstream.Total) return;
        if (run.Node.Node.Options.SkipOnUpstreamSkip && upstream.Skipped > 0)
            await states.SetAsync(run, new Skipped { Message = "An upstream task was skipped.", Context = run.Node.Context }).ConfigureAwait(false);
        else if (run.Node.Node.IsMapped && !run.IsChild)
            await MapAsync(run).ConfigureAwait(false);
        else
            await StartAsync(run, upstream, carried).ConfigureAwait(false);
    }

    /// <summary>That a looping task is pending again before its next round is not a change of state that anybody is told of.</summary>
    private Carried Initialize(TaskRun run, out State state)
    {
        state = run.RunAgain ? new Pending() : StoredState.Unwrap(run.State);
        run.RunAgain = false;
        var carried = Carried.Of(state, state is Scheduled ? flow.Now : default);
        if (state is Looped looped)
        {
            run.Record.BeginRound(carried.Round);
            state = new Pending { Message = $"Looping task (on loop index {looped.LoopCount})", Context = run.Node.Context };
        }

        run.TrySet(state);
        return carried;
    }

    /// <summary>A mapped task needs to know only how many children a mapped one upstream has; whoever takes it whole needs its children's ends.</summary>
    private static UpstreamCounts CountUpstream(TaskRun run)
    {
        if (run.IsChild) return run.Node.Map!.CountUpstream(run.Index);
        var sum = default(UpstreamCounts);
        foreach (var link in run.Node.Upstream)
            sum += !link.Edge.Mapped ? link.From.Outcome : CanBeCounted(link) ? link.From.Own.Outcome : new(1, 0, 0, 0, 0);
        return sum;
    }

    /// <summary>Whether it is known how many elements a link yields: for flattened children, once all of them have finished.</summary>
    private static bool CanBeCounted(Link link) => link.Edge.InStep || link.From.Outcome is var ends && ends.Finished == ends.Total;

    /// <summary>Such an end has no exception to show, so that the log would not say why the task failed.</summary>
    private void LogReason(TaskRun run, string reason) => logger.LogError("Task '{Task}': {Reason}", run.DisplayName, reason);

    private async ValueTask MapAsync(TaskRun run)
    {
        run.Started = flow.Now;
        var next = MapRunner.Map(run.Node, out var map);
        if (next is Failed { Message: { } reason }) LogReason(run, reason);
        var state = next is Mapped && run.State is Mapped ? run.State : await states.SetAsync(run, next).ConfigureAwait(false);
        if (state is Mapped) run.Node.Map = map;
    }

    private async ValueTask StartAsync(TaskRun run, UpstreamCounts upstream, Carried carried)
    {
        var node = run.Node;
        var values = TaskInputs.Collect(run);
        if (node.RunName is { } template) await RunNaming.NameAsync(flow, run, template, values, logger).ConfigureAwait(false);
        if (node.MayReuse && await reuse.FindAsync(run, values).ConfigureAwait(false) is { } earlier && await states.SetAsync(run, earlier).ConfigureAwait(false) is not Cached) return;
        if (TriggerCheck.Refuse(flow, run, upstream, carried, logger) is { } refused)
        {
            await states.SetAsync(run, refused).ConfigureAwait(false);
            return;
        }

        if (run.State is Cached) return;
        if (TaskInputs.Complete(run, values) is { } missing)
        {
            LogReason(run, missing);
            await states.SetAsync(run, new Failed { Message = missing, Context = node.Context }).ConfigureAwait(false);
            return;
        }

        var attemptNumber = StoredState.NextAttempt(run.State);
        var state = await states.SetAsync(run, node.Running).ConfigureAwait(false);
        if (state is not Running) return;

        run.Begin(attemptNumber, flow.Now);
        var span = Telemetry.StartAttempt(flow, run);
        var end = await attempt.RunAsync(run, values, carried).ConfigureAwait(false);
        Telemetry.EndAttempt(span, end.State);
        if (run.RecordIfAny?.ArtifactsIfAny is { } artifacts) await artifacts.FlushAsync().ConfigureAwait(false);
        state = await EndAsync(run, values, end).ConfigureAwait(false);
        if (!end.EndsRun && flow.Stop.State is null && RetryPolicy.Next(flow, run, state, carried, logger) is { } retrying)
        {
            run.Record.End(run, state, flow.Now);
            Telemetry.Retried(flow, run);
            await states.SetAsync(run, retrying).ConfigureAwait(false);
        }
        else if (state is Retrying)
        {
            run.Record.End(run, state, flow.Now);
            Telemetry.Retried(flow, run);
        }
    }

    /// <summary>Steps 13 and 14: the result is kept, and then cached.</summary>
    private async ValueTask<State> EndAsync(TaskRun run, object?[] values, AttemptEnd end)
    {
        var state = end.State is Success and not Skipped && (keeping.IsOn || run.Node.Node.Kind == NodeKind.Secret) ? await keeping.KeepAsync(run, values, (Success)end.State).ConfigureAwait(false) : end.State;
        state = await states.SetAsync(run, state).ConfigureAwait(false);
        return !end.EndsRun && state is Success and not (Skipped or Cached) && run.Node.Node.Options.CacheFor is { } time
            ? await states.SetAsync(run, keeping.Cache(run, values, (Success)state, time)).ConfigureAwait(false)
            : state;
    }
}
