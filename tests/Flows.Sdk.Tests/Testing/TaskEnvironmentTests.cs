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

    [Fact]
    public async Task RunAsync_OneCallOfAFlow_RunsItByItself()
    {
        var flow = Flow.Define("F", f =>
        {
            var n = f.Parameter("n", 1);
            var label = TestingTasks.Label(n, "m");
            return (n, label, Mapped: label.Then("Split", (l, context) => (IReadOnlyList<string>)[l, context.TaskName]).Map("Length", text => text.Length));
        });
        var env = new TaskEnvironment { TaskName = "T" };

        (await env.RunAsync(flow, flow.Output.label, new Dictionary<string, object?> { ["number"] = 3 })).ShouldBe("3 m");
        (await env.RunAsync(flow, flow.Output.Mapped, new Dictionary<string, object?> { ["item"] = "four" })).ShouldBe(4);
        (await Refused(new() { ["numbr"] = 1 })).ShouldStartWith("Task 'Label' has no argument 'numbr'; it takes 'number', 'unit'.");
        (await Refused(new() { ["number"] = "x" })).ShouldStartWith("Argument 'number' of task 'Label' takes int, not \"x\".");
        (await Refused([])).ShouldStartWith("Task 'Label' needs a value for its argument 'number'.");
        (await Should.ThrowAsync<ArgumentException>(() => env.RunAsync(flow, flow.Output.n))).Message.ShouldStartWith("'n' is a parameter of flow 'F', which has nothing to run.");
        var other = Flow.Define("G", f => f.Task("A", () => 1));
        (await Should.ThrowAsync<ArgumentException>(() => env.RunAsync(flow, other.Output))).Message.ShouldStartWith("task 'A' of flow 'G' is not of this flow 'F'.");

        async Task<string> Refused(Dictionary<string, object?> inputs) =>
            (await Should.ThrowAsync<ArgumentException>(() => env.RunAsync(flow, flow.Output.label, inputs))).Message;
    }

    [Fact]
    public async Task SecretProvider_OfTheTest_AnswersTheTask()
    {
        var env = new TaskEnvironment { SecretProvider = new Secrets() };

        (await env.Context.GetSecretAsync<string>("API_KEY")).ShouldBe("secret of API_KEY");
    }

    private sealed class Secrets : ISecretProvider
    {
        public ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) => new($"secret of {name}");
    }
}
