using Microsoft.Extensions.Time.Testing;

namespace Flows.Server.Tests.Services;

/// <summary>A clock that a test moves and that knows how many wait for it: so it can go on exactly when all work is done.</summary>
internal sealed class CountedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> expected = [];
    private int waiting;

    /// <summary>Waits until so many wait for the clock, then lets it go on.</summary>
    public async Task AdvanceAsync(TimeSpan step, int waiters)
    {
        await ReachedAsync(waiters);
        Advance(step);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var counted = new Counted(this);
        counted.Inner = base.CreateTimer(
            s =>
            {
                counted.Leave();
                callback(s);
            },
            state, dueTime, period);
        Count(1);
        return counted;
    }

    private Task ReachedAsync(int count)
    {
        lock (gate)
        {
            if (waiting >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            expected.Add((count, reached));
            return reached.Task;
        }
    }

    private void Count(int change)
    {
        lock (gate)
        {
            waiting += change;
            foreach (var (_, reached) in expected.Where(e => waiting >= e.Count)) reached.SetResult();
            expected.RemoveAll(e => waiting >= e.Count);
        }
    }

    private sealed class Counted(CountedTime owner) : ITimer
    {
        private int left;

        public ITimer? Inner { get; set; }

        public void Leave()
        {
            if (Interlocked.Exchange(ref left, 1) == 0) owner.Count(-1);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => Inner!.Change(dueTime, period);

        public void Dispose()
        {
            Leave();
            Inner!.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Leave();
            return Inner!.DisposeAsync();
        }
    }
}
