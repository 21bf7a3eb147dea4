using Flows.Binding;

namespace Flows;

public static partial class DeferredExtensions
{
    /// <summary>
    /// A task written in place that takes the value.
    /// Its body may also be asynchronous, yield nothing, or take the run's context last.
    /// </summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TOut">What the task yields.</typeparam>
    /// <param name="source">The value.</param>
    /// <param name="name">The task's name.</param>
    /// <param name="body">Runs when the flow runs.</param>
    /// <returns>A handle of the call.</returns>
    /// <exception cref="FlowDefinitionException">The name is empty, or the flow is already finished.</exception>
    public static TaskResult<TOut> Then<T, TOut>(this IDeferred<T> source, string name, [TaskBody] Func<T, TOut> body) =>
        Record<T, TOut>(source, name, body, (v, _) => new(body(v)));

    /// <inheritdoc cref="Then{T,TOut}(IDeferred{T}, string, Func{T,TOut})"/>
    public static TaskResult<TOut> Then<T, TOut>(this IDeferred<T> source, string name, [TaskBody] Func<T, Task<TOut>> body) =>
        Record<T, TOut>(source, name, body, (v, _) => new(body(v)));

    /// <inheritdoc cref="Then{T,TOut}(IDeferred{T}, string, Func{T,TOut})"/>
    public static TaskResult<Unit> Then<T>(this IDeferred<T> source, string name, [TaskBody] Action<T> body) =>
        Record<T, Unit>(source, name, body, (v, _) => Inline.Run(() => body(v)));

    /// <inheritdoc cref="Then{T,TOut}(IDeferred{T}, string, Func{T,TOut})"/>
    public static TaskResult<Unit> Then<T>(this IDeferred<T> source, string name, [TaskBody] Func<T, Task> body) =>
        Record<T, Unit>(source, name, body, (v, _) => Inline.WaitAsync(body(v)));

    /// <inheritdoc cref="Then{T,TOut}(IDeferred{T}, string, Func{T,TOut})"/>
    public static TaskResult<TOut> Then<T, TOut>(this IDeferred<T> source, string name, [TaskBody] Func<T, TaskRunContext, TOut> body) =>
        Record<T, TOut>(source, name, body, (v, context) => new(body(v, context)));

    /// <inheritdoc cref="Then{T,TOut}(IDeferred{T}, string, Func{T,TOut})"/>
    public static TaskResult<TOut> Then<T, TOut>(
        this IDeferred<T> source, string name, [TaskBody] Func<T, TaskRunContext, Task<TOut>> body) =>
        Record<T, TOut>(source, name, body, (v, context) => new(body(v, context)));

    /// <inheritdoc cref="Then{T,TOut}(IDeferred{T}, string, Func{T,TOut})"/>
    public static TaskResult<Unit> Then<T>(this IDeferred<T> source, string name, [TaskBody] Action<T, TaskRunContext> body) =>
        Record<T, Unit>(source, name, body, (v, context) => Inline.Run(() => body(v, context)));

    /// <inheritdoc cref="Then{T,TOut}(IDeferred{T}, string, Func{T,TOut})"/>
    public static TaskResult<Unit> Then<T>(this IDeferred<T> source, string name, [TaskBody] Func<T, TaskRunContext, Task> body) =>
        Record<T, Unit>(source, name, body, (v, context) => Inline.WaitAsync(body(v, context)));

    private static TaskResult<TOut> Record<T, TOut>(IDeferred<T> source, string name, Delegate body, Func<T, TaskRunContext, ValueTask<TOut>> run)
    {
        ArgumentNullException.ThrowIfNull(source);
        var task = Inline.Define(name, body, [new("value", typeof(T), Required: true)], a => run(a.Get<T>(0), a.Context));
        return new(task.Call(Argument.From(source)));
    }
}
