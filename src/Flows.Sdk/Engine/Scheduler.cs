using Flows.States;

namespace Flows.Engine;

/// <summary>
/// Gives ready task runs to as many workers as may be active, in topological order as far as it has a choice. A worker is a loop, not a
/// thread: while its task awaits something it holds none. A run that waits for its next attempt holds no worker either.
/// </summary>
internal sealed class Scheduler(FlowRunContext flow, RunProgress progress, TaskRunner runner) : IDisposable
{
    private readonly Lock gate = new();
    private readonly HashSet<Worker> workers = [];
    private readonly HashSet<ITimer> waits = [];
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? grace;
    private int asked;
    private volatile bool stopped;
    private bool disposed;

    /// <summary>Runs all that can be run; ends early when the flow run is stopped.</summary>
    /// <returns>The runs to give up, since they did not end in time after the flow run was stopped.</returns>
    public async Task<IReadOnlyList<TaskRun>> RunAsync()
    {
        lock (gate)
        {
            progress.Start();
            StartWorkers();
            EndIfIdle();
            flow.Watch?.WorkerEnded();
        }

        var stop = flow.Stop.Requested.UnsafeRegister(static self => ((Scheduler)self!).Stop(), this);
        await using (stop.ConfigureAwait(false))
            await done.Task.ConfigureAwait(false);
        lock (gate) return [.. workers.Select(static w => w.Run).OfType<TaskRun>()];
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            grace?.Dispose();
            foreach (var wait in waits) wait.Dispose();
            foreach (var _ in workers) flow.Watch?.WorkerEnded();
        }
    }

    private async Task WorkAsync(Worker worker)
    {
        try
        {
            while (Next(worker) is { } run)
                await runner.RunAsync(run).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (done.TrySetException(e)) flow.Watch?.WorkerStarted();
        }
    }

    /// <summary>Settles what a worker has run, and gives it what it runs next; null when nothing is ready.</summary>
    private TaskRun? Next(Worker worker)
    {
        var run = worker.Run;
        if (run is { IsFinished: true } && RunProgress.TrySettleQuietly(run))
        {
            if (TrySibling(worker, run.Node)) return worker.Run;
            run = null;
        }

        lock (gate)
        {
            worker.Run = null;
            if (run is not null && !stopped) Settle(run);
            worker.Run = progress.Ready.Take(out worker.Batch);
            if (worker.Run is null) workers.Remove(worker);
            else progress.Ready.Added--;
            StartWorkers();
            EndIfIdle();
            if (worker.Run is null && !disposed) flow.Watch?.WorkerEnded();
            return worker.Run;
        }
    }

    /// <summary>Goes on with the next child of the same node, without a lock.</summary>
    private bool TrySibling(Worker worker, NodeRun node)
    {
        if (stopped || !progress.Ready.IsFirst(node) || worker.Batch?.TryTake() is not { } sibling) return false;

        // First told, then asked again: whoever stops the run either sees the sibling here or is seen.
        Interlocked.Exchange(ref worker.Run, sibling);
        return !stopped;
    }

    private void Settle(TaskRun run)
    {
        if (run.Unusual is { IsFinished: false } waiting && RetryPolicy.WaitsUntil(waiting, flow.Now, flow.Store.OutlivesProcess) is { } start)
            Wait(run, start);
        else if (run.Unusual is Paused && flow.Options.OnPaused is not null && !flow.Store.OutlivesProcess)
            Ask(run);
        else
            progress.Settle(run);
    }

    /// <summary>Starts a worker for each run that was made ready and that nobody has taken, as far as there may be more workers.</summary>
    private void StartWorkers()
    {
        for (; progress.Ready.Added > 0 && workers.Count < flow.Options.MaxConcurrency; progress.Ready.Added--)
        {
            var worker = new Worker();
            workers.Add(worker);
            flow.Watch?.WorkerStarted();
            _ = Task.Run(() => WorkAsync(worker));
        }

        progress.Ready.Added = 0;
    }

    private void Wait(TaskRun run, DateTimeOffset start)
    {
        var time = start - flow.Now;
        if (time <= TimeSpan.Zero)
        {
            progress.Ready.Add(run);
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
            progress.Ready.Add(run);
            StartWorkers();
        }
    }

    /// <summary>Waits for the answer of a person, without a worker.</summary>
    private void Ask(TaskRun run)
    {
        asked++;
        _ = Task.Run(async () =>
        {
            var resumed = await PausedTask.AskAsync(flow, run).ConfigureAwait(false);
            lock (gate)
            {
                asked--;
                if (stopped) return;
                if (resumed) progress.Ready.Add(run);
                else progress.Settle(run);
                StartWorkers();
                EndIfIdle();
            }
        });
    }

    private void Stop()
    {
        lock (gate)
        {
            stopped = true;
            progress.Ready.Clear();
            foreach (var wait in waits) wait.Dispose();
            waits.Clear();
            if (flow.Watch is { } watch) HoldUntilTold(watch);
            grace = flow.Options.TimeProvider.CreateTimer(_ => End(), null, TimerLimit.Cap(flow.Options.GracePeriod), Timeout.InfiniteTimeSpan);
            EndIfIdle();
        }
    }

    /// <summary>The grace period is for tasks that have been told, so it must not pass before.</summary>
    private void HoldUntilTold(IEngineWatch watch)
    {
        watch.WorkerStarted();
        _ = flow.Stop.Told.ContinueWith(_ => watch.WorkerEnded(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void EndIfIdle()
    {
        if (workers.Count == 0 && progress.Ready.IsEmpty && waits.Count == 0 && (asked == 0 || stopped)) End();
    }

    /// <summary>Hands on to the flow run, which goes on from here as the only worker.</summary>
    private void End()
    {
        if (done.TrySetResult()) flow.Watch?.WorkerStarted();
    }

    /// <summary>One loop that runs task runs, and what it is at.</summary>
    private sealed class Worker
    {
        /// <summary>What it runs; also what it has run, until it comes for more.</summary>
        public TaskRun? Run;

        /// <summary>The children of which its run is one; null when there are none besides.</summary>
        public ChildBatch? Batch;
    }
}
