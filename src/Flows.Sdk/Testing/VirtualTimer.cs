using System.Diagnostics.CodeAnalysis;

namespace Flows.Testing;

/// <summary>A timer of a <see cref="VirtualTime"/>.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state, WatchedAttempt? owner) : ITimer
{
    private static long orders;

    [SuppressMessage("Usage", "CA2213", Justification = "A captured context is the runtime's; others may run in it.")]
    private readonly ExecutionContext? context = ExecutionContext.Capture();

    public static IComparer<VirtualTimer> ByDueTime { get; } =
        Comparer<VirtualTimer>.Create(static (a, b) => a.Due == b.Due ? a.Order.CompareTo(b.Order) : Nullable.Compare(a.Due, b.Due));

    /// <summary>The attempt that set it; null when no attempt did.</summary>
    public WatchedAttempt? Owner => owner;

    /// <summary>When it is due, in ticks; null when it is not set.</summary>
    public long? Due { get; set; }

    /// <summary>Decides between timers that are due at one time: who was set first goes first.</summary>
    public long Order { get; set; }

    public TimeSpan? Period { get; private set; }

    public static long NextOrder() => Interlocked.Increment(ref orders);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Period = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : period;
        time.Set(this, dueTime == Timeout.InfiniteTimeSpan ? null : dueTime);
        return true;
    }

    public void Fire()
    {
        if (context is null) callback(state);
        else ExecutionContext.Run(context, static self => ((VirtualTimer)self!).Call(), this);
    }

    public void Dispose() => time.Set(this, null);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private void Call() => callback(state);
}
