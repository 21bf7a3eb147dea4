using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Schedules;

/// <summary>Time that passes only when somebody waits for it: each timer ends as soon as it is set.</summary>
internal sealed class WaitFreeTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero) _ = Task.Run(() => Advance(dueTime));
        return timer;
    }
}
