using Flows.Engine;

namespace Flows.Testing;

/// <summary>
/// A clock on which nobody waits: when a run does nothing but wait for a time, for a retry or a schedule, it is that time. Three retries of
/// ten minutes take milliseconds, and every state says when it would have been.
/// </summary>
/// <remarks>
/// Time stands still while a task works, and while it awaits something else than this clock. A task that has set a timer on this clock and
/// awaits something counts as waiting for the timer. Timeouts pass for such a task only; a method that blocks its thread holds time still.
/// </remarks>
public sealed class VirtualTime : TimeProvider, IEngineWatch
{
    private readonly Lock gate = new();
    private readonly SortedSet<VirtualTimer> pending = new(VirtualTimer.ByDueTime);
    private readonly HashSet<WatchedAttempt> attempts = [];
    private long now;
    private int workers;
    private bool queued;

    /// <summary>A clock that shows the first moment of the year 2000, in UTC.</summary>
    public VirtualTime()
        : this(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)) { }

    /// <summary>A clock that shows a time of your choice.</summary>
    /// <param name="start">What it shows until somebody waits.</param>
    public VirtualTime(DateTimeOffset start) => now = start.UtcTicks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref now), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref now);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state, WatchedAttempt.Current);
        timer.Change(dueTime, period);
        return timer;
    }

    void IEngineWatch.WorkerStarted()
    {
        lock (gate) workers++;
    }

    void IEngineWatch.WorkerEnded()
    {
        lock (gate)
        {
            workers--;
            Look();
        }
    }

    IDisposable IEngineWatch.BeginAttempt()
    {
        var attempt = new WatchedAttempt(this);
        lock (gate) attempts.Add(attempt);
        return attempt;
    }

    void IEngineWatch.GiveUpAttempt()
    {
        if (WatchedAttempt.Latest is not { } attempt) return;
        lock (gate) attempt.IsGivenUp = true;
    }

    /// <summary>The body of an attempt has come to an await, or to its end.</summary>
    internal void Returned(WatchedAttempt attempt)
    {
        lock (gate)
        {
            attempt.HasReturned = true;
            Look();
        }
    }

    /// <summary>The worker of an attempt goes on.</summary>
    internal void Ended(WatchedAttempt attempt)
    {
        lock (gate) attempts.Remove(attempt);
    }

    /// <summary>Sets when a timer is due.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="dueIn">From now; null for never.</param>
    internal void Set(VirtualTimer timer, TimeSpan? dueIn)
    {
        lock (gate)
        {
            pending.Remove(timer);
            timer.Due = dueIn is { } wait ? SaturatingAdd(now, wait.Ticks) : null;
            if (timer.Due is null) return;
            timer.Order = VirtualTimer.NextOrder();
            pending.Add(timer);
            Look();
        }
    }

    /// <summary>Goes on when something is due, or when nothing goes on but waiting. The gate is held.</summary>
    private void Look()
    {
        if (queued || !MayFire()) return;
        queued = true;
        ThreadPool.UnsafeQueueUserWorkItem(static time => time.Go(), this, preferLocal: false);
    }

    private bool MayFire() => pending.Min is { Due: { } due } && (due <= now || attempts.Count(IsWaiting) >= workers);

    private bool IsWaiting(WatchedAttempt attempt) => attempt is { HasReturned: true, IsGivenUp: false } && pending.Any(t => t.Owner == attempt);

    private void Go()
    {
        while (TakeNext() is { } timer) timer.Fire();
    }

    private VirtualTimer? TakeNext()
    {
        lock (gate)
        {
            if (!MayFire())
            {
                queued = false;
                return null;
            }

            var timer = pending.Min!;
            pending.Remove(timer);
            Volatile.Write(ref now, Math.Max(now, timer.Due!.Value));
            timer.Due = null;
            if (timer.Period is { } period) Set(timer, period);
            return timer;
        }
    }

    private static long SaturatingAdd(long ticks, long wait) => Math.Min(ticks, DateTimeOffset.MaxValue.UtcTicks - wait) + wait;
}
