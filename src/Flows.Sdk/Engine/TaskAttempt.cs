using Flows.Binding;
using Flows.Results;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>One attempt: calls the task's method and makes a state of how that ended (contract section 8.3, step 13).</summary>
internal sealed class TaskAttempt(FlowRunContext flow, ILogger logger)
{
    /// <summary>The longest message of an exception, in characters, that is put into a state.</summary>
    private const int LongestMessage = 10_000;

    public ValueTask<State> RunAsync(TaskRun run, object?[] values) => run.Node.Node.Options.Timeout is { } limit
        ? RunWithinAsync(run, values, limit)
        : CallAsync(run, values, flow.Stop.Token);

    private async ValueTask<State> RunWithinAsync(TaskRun run, object?[] values, TimeSpan limit)
    {
        var deadline = new Deadline(limit, flow.Options.GracePeriod, flow.Options.TimeProvider, flow.Stop.Token);

        // On a thread of its own: a method that never returns must not hold up the run.
        var call = Task.Run(() => CallWithinAsync(run, values, deadline), CancellationToken.None);
        await deadline.WaitForAsync(call).ConfigureAwait(false);
        if (!call.IsCompleted)
            logger.LogWarning("Task '{Task}': it did not stop within {Grace} after its timeout; it is left to itself.", run.DisplayName, flow.Options.GracePeriod);
        return call.IsCompleted && await call.ConfigureAwait(false) is { } state ? state : new TimedOut
        {
            Message = "Task timed out during execution.",
            Result = StateResult.Of(new TimeoutException($"Task '{run.DisplayName}' took longer than {limit}.")),
            Context = run.Node.Context,
        };
    }

    /// <summary>The state of a call that ended in time, null of one that did not.</summary>
    private async Task<State?> CallWithinAsync(TaskRun run, object?[] values, Deadline deadline)
    {
        using var whenDone = deadline;
        var state = await CallAsync(run, values, deadline.Token).ConfigureAwait(false);
        if (!deadline.IsReached) return state;
        if (state.IsSuccessful) logger.LogWarning("Task '{Task}': it ended as {State} after its timeout; that is dropped.", run.DisplayName, state.Type);
        return null;
    }

    private async ValueTask<State> CallAsync(TaskRun run, object?[] values, CancellationToken token)
    {
        try
        {
            var node = run.Node.Node;
            var value = node.Body is { } body
                ? await body(new TaskArgs(values, new TaskRunContext(flow, run, token))).ConfigureAwait(false)
                : flow.Parameters.Get(node.Name);
            return Succeed(run, value, "Task run succeeded.");
        }
        catch (OperationCanceledException e) when (token.IsCancellationRequested)
        {
            // As it was told: the flow run is stopped, or its time is up.
            return flow.Stop.State is { } end ? StoppedState.For(end, run.Node.Context) : new Failed { Result = StateResult.Of(e) };
        }
        catch (Exception e)
        {
            return Signal(e) is { } signal ? FromSignal(run, signal) : Fail(run, e);
        }
    }

    /// <summary>A task that blocks on another .NET task gets its exceptions wrapped.</summary>
    private static FlowSignal? Signal(Exception e) => e as FlowSignal ?? (e as AggregateException)?.Flatten().InnerExceptions.OfType<FlowSignal>().FirstOrDefault();

    private State FromSignal(TaskRun run, FlowSignal signal)
    {
        // Such an end has no exception to show, so that the log would not say why the task failed.
        if (signal.State is Failed) logger.LogError("Task '{Task}': {Reason}", run.DisplayName, signal.Message);
        return StateOf(run, signal);
    }

    private State StateOf(TaskRun run, FlowSignal signal) => signal.State switch
    {
        Retrying => RetryPolicy.Wait(run, flow.Now + (signal.RetryAfter ?? run.Node.Node.Options.RetryDelay), signal.Message),
        Success { IsSkipped: false } success => Succeed(run, success.Result.Value, signal.Message),
        var state => state with { Context = run.Node.Context },
    };

    private State Succeed(TaskRun run, object? value, string message)
    {
        var type = run.Node.Node.OutputType;
        if (value is not null && !type.IsInstanceOfType(value))
            return Fail(run, new InvalidOperationException($"Task '{run.DisplayName}' yields {TypeName.Of(type)}, and its result is a {TypeName.Of(value.GetType())}."));
        return new Success
        {
            Message = message,
            Result = flow.Store.OutlivesProcess ? ResultPointer.Attach(value, type) : StateResult.Of(value),
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
