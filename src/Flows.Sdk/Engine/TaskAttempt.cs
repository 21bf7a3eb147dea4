using Flows.Binding;
using Flows.Graph;
using Flows.Results;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>One attempt: calls the task's method and makes a state of how that ended (contract section 8.3, step 13).</summary>
internal sealed class TaskAttempt(FlowRunContext flow, ILogger logger)
{
    /// <summary>The longest message of an exception, in characters, that is put into a state.</summary>
    private const int LongestMessage = 10_000;

    public ValueTask<AttemptEnd> RunAsync(TaskRun run, object?[] values, Carried carried) => flow.Watch is { } watch
        ? RunWatchedAsync(watch, run, values, carried)
        : RunUnwatchedAsync(run, values, carried);

    private async ValueTask<AttemptEnd> RunWatchedAsync(IEngineWatch watch, TaskRun run, object?[] values, Carried carried)
    {
        using var attempt = watch.BeginAttempt();
        return await RunUnwatchedAsync(run, values, carried).ConfigureAwait(false);
    }

    private ValueTask<AttemptEnd> RunUnwatchedAsync(TaskRun run, object?[] values, Carried carried) => run.Node.Node.Options.Timeout is { } limit
        ? RunWithinAsync(run, values, carried, limit)
        : CallAsync(run, values, carried, flow.Stop.Token);

    private async ValueTask<AttemptEnd> RunWithinAsync(TaskRun run, object?[] values, Carried carried, TimeSpan limit)
    {
        var deadline = new Deadline(limit, flow.Options.GracePeriod, flow.Options.TimeProvider, flow.Stop.Token);

        // On a thread of its own: a method that never returns must not hold up the run.
        var call = Task.Run(() => CallWithinAsync(run, values, carried, deadline), CancellationToken.None);
        await deadline.WaitForAsync(call).ConfigureAwait(false);
        if (!call.IsCompleted)
            logger.LogWarning("Task '{Task}': it did not stop within {Grace} after its timeout; it is left to itself.", run.DisplayName, flow.Options.GracePeriod);
        return call.IsCompleted && await call.ConfigureAwait(false) is { } end ? end : new(new TimedOut
        {
            Message = "Task timed out during execution.",
            Result = StateResult.Of(new TimeoutException($"Task '{run.DisplayName}' took longer than {limit}.")),
            Context = run.Node.Context,
        });
    }

    /// <summary>The end of a call that ended in time, null of one that did not.</summary>
    private async Task<AttemptEnd?> CallWithinAsync(TaskRun run, object?[] values, Carried carried, Deadline deadline)
    {
        using var whenDone = deadline;
        var end = await CallAsync(run, values, carried, deadline.Token).ConfigureAwait(false);
        if (!deadline.IsReached) return end;
        LateResult.Drop(flow, run, end.State, "its timeout", logger);
        return null;
    }

    private async ValueTask<AttemptEnd> CallAsync(TaskRun run, object?[] values, Carried carried, CancellationToken token)
    {
        try
        {
            var node = run.Node.Node;
            var value = node.Body is { } body
                ? await CallAsync(node, body, new TaskArgs(values, new TaskRunContext(flow, run, carried, token))).ConfigureAwait(false)
                : flow.Parameters.Get(node.Name);
            return new(value is LoopAgain again ? SignalState.Again(flow, run, again.Value, "", carried) : Succeed(run, value));
        }
        catch (OperationCanceledException e) when (token.IsCancellationRequested)
        {
            // As it was told: the flow run is stopped, or its time is up.
            return new(flow.Stop.State is { } end ? StoppedState.For(end, run.Node.Context) : new Failed { Result = StateResult.Of(e) });
        }
        catch (Exception e)
        {
            if (SignalState.Find(e) is { } signal) return FromSignal(run, signal, carried);
            if (flow.Options.RaiseOnException) flow.Raise(e);
            return new(Fail(run, e));
        }
    }

    private static ValueTask<object?> CallAsync(FlowNode node, Func<TaskArgs, ValueTask<object?>> body, TaskArgs args) =>
        node.Options.LogConsole ? ConsoleLog.CallAsync(body, args) : body(args);

    private AttemptEnd FromSignal(TaskRun run, FlowSignal signal, Carried carried)
    {
        // Such an end has no exception to show, so that the log would not say why the task failed.
        if (signal.State is Failed) logger.LogError("Task '{Task}': {Reason}", run.DisplayName, signal.Message);
        return new(SignalState.Of(flow, run, signal, carried), signal.EndsRun);
    }

    private State Succeed(TaskRun run, object? value)
    {
        var type = run.Node.Node.OutputType;
        if (value is not null && !type.IsInstanceOfType(value))
            return Fail(run, new InvalidOperationException($"Task '{run.DisplayName}' yields {TypeName.Of(type)}, and its result is a {TypeName.Of(value.GetType())}."));
        return new Success
        {
            Message = PlainSuccess.Message,
            Result = StateResult.Of(value),
            Context = run.Node.Context,
        };
    }

    private Failed Fail(TaskRun run, Exception e)
    {
        logger.LogError(e, "Task '{Task}': Exception encountered during task execution!", run.DisplayName);
        return new()
        {
            Message = $"Error during execution of task: {e.GetType().Name}: {Shortened(e.Message)}",
            Result = StateResult.Of(e),
            Context = run.Node.Context,
        };
    }

    /// <summary>The server refuses a state that is too large; the whole text is in the log.</summary>
    private static string Shortened(string message) => message.Length <= LongestMessage ? message : message[..LongestMessage] + "...";
}
