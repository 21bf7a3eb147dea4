using Flows.States;

namespace Flows.Engine;

/// <summary>The state of a task run that was active when its flow run was stopped.</summary>
internal static class StoppedState
{
    /// <summary>Cancelled with a cancelled flow run; otherwise Failed, so that a restart of the flow run runs it again.</summary>
    public static State For(State flowEnd, IReadOnlyDictionary<string, object?> context) => flowEnd is Cancelled
        ? new Cancelled { Message = flowEnd.Message, Context = context }
        : new Failed { Message = flowEnd.Message, Context = context };
}
