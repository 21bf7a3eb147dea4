namespace Flows.Engine;

/// <summary>
/// Gives ready task runs to as many workers as may be active, in topological order as far as it has a choice. A worker is a loop, not a
/// thread: while its task awaits something it holds none. A run that waits for its next attempt holds no worker either.
/// </summary>
internal sealed class Scheduler(FlowRunContext flow, RunProgress progress, TaskRunner runner) : IDisposable
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<NodeRun, int> ready = new();
    private readonly HashSet<TaskRun> active = [];
    private readonly HashSet<ITimer> waits = [];
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? grace;
    private int workers;
    private bool stopped;

    /// <summary>Runs all that can be run; ends early when the flow run is stopped.</summary>
    /// <returns>The runs to give up, since they did not end in time after the flow run was stopped.</returns>
    public async Task<IReadOnlyList<TaskRun>> RunAsync()
    {
        lock (gate)
        {
            EnqueueAll(progress.Start());
            EndIfIdle();
        }

        var stop = flow.Stop.Requested.UnsafeRegister(static self => ((Scheduler)self!).Stop(), this);
        await using (stop.ConfigureAwait(false))
            await done.Task.ConfigureAwait(false);
        lock (gate) return [.. active];
    }

    public void Dispose()
    {
        lock (gate)
        {
            grace?.Dispose();
            foreach (var wait in waits) wait.Dispose();
        }
    }

    private async Task WorkAsync()
    {
        try
        {
            while (TakeNext() is { } run)
            {
                await runner.RunAsync(run).ConfigureAwait(false);
                Settle(run);
            }
        }
        catch (Exception e)
        {
            done.TrySetException(e);
        }
    }

    private TaskRun? TakeNext()
    {
        lock (gate)
        {
            if (!ready.TryPeek(out var node, out _))
            {
                workers--;
                EndIfIdle();
                return null;
            }

            var run = node.Ready.Dequeue();
            if (node.Ready.Count == 0) ready.Dequeue();
            active.Add(run);
            return run;
        }
    }

    private void Settle(TaskRun run)
    {
        lock (gate)
        {
            active.Remove(run);
            if (stopped) return;
            if (!run.State.IsFinished && RetryPolicy.WaitsUntil(run.State, flow.Now, flow.Store.OutlivesProcess) is { } start)
                Wait(run, start);
            else
                EnqueueAll(RunProgress.Settle(run));
        }
    }

    private void EnqueueAll(IEnumerable<TaskRun> runs)
    {
        foreach (var run in runs) Enqueue(run);
    }

    private void Enqueue(TaskRun run)
    {
        if (stopped) return;
        run.Node.Ready.Enqueue(run);
        if (run.Node.Ready.Count == 1) ready.Enqueue(run.Node, run.Node.Position);
        if (workers >= flow.Options.MaxConcurrency) return;
        workers++;
        _ = Task.Run(WorkAsync);
    }

    private void Wait(TaskRun run, DateTimeOffset start)
    {
        var time = start - flow.Now;
        if (time <= TimeSpan.Zero)
        {
            Enqueue(run);
            return;
        }

        // Made without a due time, so that its callback cannot come before it is known. A run that is taken up too early waits again.
        ITimer? timer = null;
        timer = flow.Options.TimeProvider.CreateTimer(_ => EndWait(timer!, run), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        waits.Add(timer);
        timer.Change(TimerLimit.Cap(time), Timeout.InfiniteTimeSpan);

        // The clock may have been set between the two readings.
        if (flow.Now >= start) EndWait(timer, run);
    }

    private void EndWait(ITimer timer, TaskRun run)
    {
        lock (gate)
        {
            if (!waits.Remove(timer)) return;
            timer.Dispose();
            Enqueue(run);
        }
    }

    private void Stop()
    {
        lock (gate)
        {
            stopped = true;
            ready.Clear();
            foreach (var wait in waits) wait.Dispose();
            waits.Clear();
            grace = flow.Options.TimeProvider.CreateTimer(_ => done.TrySetResult(), null, TimerLimit.Cap(flow.Options.GracePeriod), Timeout.InfiniteTimeSpan);
            EndIfIdle();
        }
    }

    private void EndIfIdle()
    {
        if (workers == 0 && ready.Count == 0 && waits.Count == 0) done.TrySetResult();
    }
}
