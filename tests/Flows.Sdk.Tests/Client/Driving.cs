using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Client;

/// <summary>Lets fake time pass until a call ends.</summary>
internal static class Driving
{
    private const int MaxSteps = 1_000_000;

    public static async Task<T> EndOf<T>(this FakeTimeProvider clock, Task<T> call, TimeSpan? step = null)
    {
        for (var i = 0; i < MaxSteps && !call.IsCompleted; i++)
        {
            clock.Advance(step ?? TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await call;
    }

    public static async Task EndOf(this FakeTimeProvider clock, Task call, TimeSpan? step = null) => await clock.EndOf(Wrap(call), step);

    /// <summary>Waits, without fake time passing, until something is so.</summary>
    public static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < MaxSteps && !condition(); i++) await Task.Yield();
        condition().ShouldBeTrue("what the test waits for did not come");
    }

    private static async Task<bool> Wrap(Task call)
    {
        await call;
        return true;
    }
}
