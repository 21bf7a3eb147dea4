using Microsoft.Extensions.Time.Testing;

namespace Flows.Server.Tests.Claims;

/// <summary>A clock that stands still until a test moves it, and tells when somebody waits for a time.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock gate = new();
    private readonly HashSet<TimeSpan> seen = [];
    private readonly Dictionary<TimeSpan, TaskCompletionSource> watched = [];

    /// <summary>Completes once somebody waits for so long.</summary>
    public Task WaitsForAsync(TimeSpan due)
    {
        lock (gate)
        {
            if (seen.Contains(due)) return Task.CompletedTask;
            if (!watched.TryGetValue(due, out var told)) watched.Add(due, told = new(TaskCreationOptions.RunContinuationsAsynchronously));
            return told.Task;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (gate)
        {
            seen.Add(dueTime);
            if (watched.Remove(dueTime, out var told)) told.SetResult();
        }
        return timer;
    }
}
