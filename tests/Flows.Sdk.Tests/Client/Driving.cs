using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Client;

/// <summary>Lets fake time pass until something has happened. Real time counts only to end a test that would never end.</summary>
internal static class Driving
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Lets time pass until a call ends. Code that hops threads may be overtaken by time: give a small step where the time counts.</summary>
    public static async Task<T> EndOf<T>(this FakeTimeProvider clock, Task<T> call, TimeSpan? step = null)
    {
        await clock.PassUntil(() => call.IsCompleted, step);
        return await call;
    }

    public static async Task EndOf(this FakeTimeProvider clock, Task call, TimeSpan? step = null)
    {
        await clock.PassUntil(() => call.IsCompleted, step);
        await call;
    }

    public static async Task PassUntil(this FakeTimeProvider clock, Func<bool> condition, TimeSpan? step = null)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience && !condition();)
        {
            clock.Advance(step ?? TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        condition().ShouldBeTrue("what the test waits for did not come");
    }

    /// <summary>Waits, without fake time passing.</summary>
    public static async Task Until(Func<bool> condition)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience && !condition();) await Task.Yield();
        condition().ShouldBeTrue("what the test waits for did not come");
    }
}
