using Microsoft.Extensions.Logging;

namespace Flows.Sdk.Tests.Engine;

public sealed class LoggingTests : IDisposable
{
    private readonly CapturedLogs logs = new();
    private readonly RecordingRunStore store = new();

    public void Dispose() => logs.Dispose();

    [Fact]
    public async Task RunAsync_LinesOfATask_CarryItsNameAndItsRun()
    {
        var flow = Flow.Define("F", f => f.Task("A", () => new[] { 1, 2 }).Map("B", (v, context) => context.Logger.LogInformation("value {Value}", v)));

        await flow.RunOnAsync(store, new() { MaxConcurrency = 1, LoggerFactory = logs });

        var line = logs.Captured.Single(l => l.Text == "value 2");
        line.Category.ShouldBe("prefect.B");
        line.Scope["flow_run_id"].ShouldBe("run-1");
        line.Scope["flow_name"].ShouldBe("F");
        line.Scope["task_run_id"].ShouldBe("id of B-1[1]");
        line.Scope["task_name"].ShouldBe("B");
        line.Scope["task_slug"].ShouldBe("B-1");
        line.Scope["map_index"].ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_EachTaskRun_IsFramedByItsLines()
    {
        await Flow.Define("F", f => f.Task("A", () => 1)).RunOnAsync(store, new() { MaxConcurrency = 1, LoggerFactory = logs });

        logs.Captured.Where(l => l.Category == "prefect.TaskRunner" && l.Level >= LogLevel.Information).Select(l => l.Text)
            .ShouldBe(["Task 'A': Starting task run...", "Task 'A': Finished task run for task with final state: 'Success'"]);
        var end = logs.Captured[^1];
        end.Category.ShouldBe("prefect.FlowRunner");
        end.Scope.ShouldNotContainKey("task_run_id");
        end.Scope["flow_run_id"].ShouldBe("run-1");
    }

    [Fact]
    public async Task RunAsync_FailedTask_LogsTheExceptionWithItsStack()
    {
        await Flow.Define("F", f => f.Task("A", int () => Throw())).RunOnAsync(store, new() { MaxConcurrency = 1, LoggerFactory = logs });

        logs.Captured.Single(l => l.Level == LogLevel.Error).Exception!.StackTrace!.ShouldContain(nameof(Throw));
    }

    [Fact]
    public async Task RunAsync_TaskThatSignalsItsFailure_LogsTheReasonWithoutAStack()
    {
        await Flow.Define("F", f => f.Task("A", int () => throw FlowSignal.Fail("The source is empty."))).RunOnAsync(store, new() { MaxConcurrency = 1, LoggerFactory = logs });

        var line = logs.Captured.Single(l => l.Level == LogLevel.Error);
        line.Text.ShouldBe("Task 'A': The source is empty.");
        line.Exception.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_TaskThatCannotStart_LogsTheReason()
    {
        var flow = Flow.Define("F", f =>
        {
            f.Task("None", List<int> () => null!).Map("Each", v => v);
            f.Task("Skips", int () => throw FlowSignal.Skip("not today")).Then("Takes", v => v).With(o => o with { SkipOnUpstreamSkip = false });
        });

        await flow.RunOnAsync(store, new() { MaxConcurrency = 1, LoggerFactory = logs });

        logs.Captured.Where(l => l.Level == LogLevel.Error).Select(l => l.Text).ShouldBe(
            [
                "Task 'Each': At least one upstream state has an unmappable result.",
                "Task 'Takes': The argument 'value' has no value: task 'Skips' is Skipped and has no result. Make it nullable to run without.",
            ],
            ignoreOrder: true);
    }

    private static int Throw() => throw new InvalidOperationException("boom");
}
