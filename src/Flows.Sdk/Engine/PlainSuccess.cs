using System.Collections.ObjectModel;
using Flows.States;

namespace Flows.Engine;

/// <summary>
/// How nearly all task runs end: as a success of which nothing but the value is its own. Of such a state only the value is kept, and the
/// state is made of it again whenever somebody asks, so that a hundred thousand children are as many objects and not three times as many.
/// </summary>
internal static class PlainSuccess
{
    /// <summary>The message of a task that ended well by itself.</summary>
    public const string Message = "Task run succeeded.";

    /// <summary>What to keep of a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="node">Whose state it is.</param>
    /// <returns>The state, or the value of a plain success.</returns>
    public static object Pack(State state, NodeRun node)
    {
        if (state is not Success { Result: { HasValue: true, PointerType: null, Value: not State } result } || !IsPlain(state, node)) return state;
        return result.Value ?? (node.SucceededWithNothing ??= state);
    }

    /// <summary>The state of which this was kept.</summary>
    public static State Unpack(object kept, NodeRun node) =>
        kept as State ?? new Success { Message = Message, Result = StateResult.Of(kept), Context = node.Context };

    private static bool IsPlain(State state, NodeRun node) =>
        state.GetType() == typeof(Success)
        && ReferenceEquals(state.Message, Message)
        && ReferenceEquals(state.Context, node.Context)
        && ReferenceEquals(state.CachedInputs, ReadOnlyDictionary<string, StateResult>.Empty);
}
