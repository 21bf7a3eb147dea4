using Flows.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Flows.Sdk.Tests.Testing;

public sealed class TaskEnvironmentTests
{
    [Fact]
    public void Context_GivenToATask_IsWhatTheTestSays()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var context = new TaskEnvironment
        {
            FlowName = "Nightly",
            TaskName = "Load",
            Attempt = 2,
            MapIndex = 5,
            Parameters = new() { ["table"] = "orders" },
            TimeProvider = time,
        }.Context;

        context.FlowName.ShouldBe("Nightly");
        context.TaskName.ShouldBe("Load");
        context.TaskSlug.ShouldBe("Load-1");
        context.Attempt.ShouldBe(2);
        context.MapIndex.ShouldBe(5);
        context.Parameters["table"].ShouldBe("orders");
        context.ScheduledStartTime.ShouldBe(time.GetUtcNow());
        context.TimeProvider.ShouldBeSameAs(time);
        Guid.TryParse(context.TaskRunId, out _).ShouldBeTrue();
    }

    [Fact]
    public void Logs_OfATask_AreKept()
    {
        var env = new TaskEnvironment { Attempt = 3 };

        TestingTasks.Load("orders", env.Logger, env.Context, env.CancellationToken).ShouldBe(["orders-1", "orders-2"]);

        env.Logs.Single().ToString().ShouldBe("Information: loads orders, attempt 3");
        env.Logs[0].Level.ShouldBe(LogLevel.Information);
    }

    [Fact]
    public void CancellationToken_Cancelled_ReachesTheTask()
    {
        var env = new TaskEnvironment { CancellationToken = new(canceled: true) };

        Should.Throw<OperationCanceledException>(() => TestingTasks.Load("orders", env.Logger, env.Context, env.Context.CancellationToken));
    }

    [Fact]
    public void Context_OfALaterRound_HasWhatTheRoundBeforeGave()
    {
        var env = new TaskEnvironment { LoopCount = 3, LoopResult = 20, IsResumed = true };

        (env.Context.LoopCount, env.Context.LoopResult(0), env.Context.IsResumed).ShouldBe((3, 20, true));
    }
}
