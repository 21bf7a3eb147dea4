using Flows.Binding;

namespace Flows;

public static partial class DeferredExtensions
{
    /// <summary>
    /// A task written in place that takes the value and runs in rounds: its body returns the result, or <see cref="Loop.Again{T}"/> with what
    /// <see cref="TaskRunContext.LoopResult{T}(T)"/> gives to the next round. Its body may also be asynchronous.
    /// </summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TOut">What the task yields.</typeparam>
    /// <param name="source">The value.</param>
    /// <param name="name">The task's name.</param>
    /// <param name="body">Runs when the flow runs, once for each round.</param>
    /// <returns>A handle of the call.</returns>
    /// <exception cref="FlowDefinitionException">The name is empty, or the flow is already finished.</exception>
    public static TaskResult<TOut> Then<T, TOut>(this IDeferred<T> source, string name, [TaskBody] Func<T, TaskRunContext, Loop<TOut>> body) =>
        RecordLoop<T, TOut>(source, name, body, (v, context) => new(body(v, context)));

    /// <inheritdoc cref="Then{T,TOut}(IDeferred{T}, string, Func{T,TaskRunContext,Loop{TOut}})"/>
    public static TaskResult<TOut> Then<T, TOut>(this IDeferred<T> source, string name, [TaskBody] Func<T, TaskRunContext, Task<Loop<TOut>>> body) =>
        RecordLoop<T, TOut>(source, name, body, (v, context) => new(body(v, context)));

    private static TaskResult<TOut> RecordLoop<T, TOut>(
        IDeferred<T> source, string name, Delegate body, Func<T, TaskRunContext, ValueTask<Loop<TOut>>> run)
    {
        ArgumentNullException.ThrowIfNull(source);
        var task = Inline.DefineLoop<TOut>(name, body, [new("value", typeof(T), Required: true)], a => run(a.Get<T>(0), a.Context));
        return new(task.Call(Argument.From(source)));
    }
}
