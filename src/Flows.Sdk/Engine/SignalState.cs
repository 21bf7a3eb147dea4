using System.Globalization;
using Flows.States;

namespace Flows.Engine;

/// <summary>Makes the state that a signal stands for (contract section 8.2), wherever it was thrown: in a task, in a trigger or in a state handler.</summary>
internal static class SignalState
{
    /// <summary>The signal in an exception; a task that blocks on another .NET task gets its exceptions wrapped.</summary>
    public static FlowSignal? Find(Exception e) => e as FlowSignal ?? (e as AggregateException)?.Flatten().InnerExceptions.OfType<FlowSignal>().FirstOrDefault();

    /// <summary>The state of a task run.</summary>
    public static State Of(FlowRunContext flow, TaskRun run, FlowSignal signal, Carried carried) => signal.State switch
    {
        Retrying { StartTime: null } => RetryPolicy.Wait(flow, run, flow.Now + (signal.RetryAfter ?? run.Node.Node.Options.RetryDelay), signal.Message, carried),
        Retrying retrying => RetryPolicy.Wait(flow, run, retrying.StartTime.Value, signal.Message, carried),
        Scheduled waiting => carried.Into(waiting, flow, run),
        Looped looped => Again(flow, run, looped.Result.Value, signal.Message, carried),
        var state => ReplacedState.Fit(flow, run, state),
    };

    /// <summary>The end of a round that asks for another one.</summary>
    public static Looped Again(FlowRunContext flow, TaskRun run, object? value, string message, Carried carried) => new()
    {
        LoopCount = carried.Round,
        Message = message.Length > 0 ? message : string.Create(CultureInfo.InvariantCulture, $"Task is looping ({carried.Round})"),
        Result = Carried.Attach(flow, value),
        Context = carried.ContextOf(run),
    };
}
