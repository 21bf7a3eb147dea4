using Flows.Binding;

namespace Flows;

public static partial class DeferredExtensions
{
    /// <summary>
    /// A task written in place that takes two values: <c>(a, b).Then("name", (x, y) => ...)</c>.
    /// Its body may also be asynchronous, yield nothing, or take the run's context last.
    /// </summary>
    /// <typeparam name="T1">The type of a value.</typeparam>
    /// <typeparam name="T2">The type of a value.</typeparam>
    /// <typeparam name="TOut">What the task yields.</typeparam>
    /// <param name="source">The values.</param>
    /// <param name="name">The task's name.</param>
    /// <param name="body">Runs when the flow runs.</param>
    /// <returns>A handle of the call.</returns>
    /// <exception cref="FlowDefinitionException">The name is empty, or the flow is already finished.</exception>
    public static TaskResult<TOut> Then<T1, T2, TOut>(
        this (IDeferred<T1>, IDeferred<T2>) source, string name, [TaskBody] Func<T1, T2, TOut> body) =>
        Record<T1, T2, TOut>(source, name, body, (v1, v2, _) => new(body(v1, v2)));

    /// <inheritdoc cref="Then{T1,T2,TOut}(ValueTuple{IDeferred{T1},IDeferred{T2}}, string, Func{T1,T2,TOut})"/>
    public static TaskResult<TOut> Then<T1, T2, TOut>(
        this (IDeferred<T1>, IDeferred<T2>) source, string name, [TaskBody] Func<T1, T2, Task<TOut>> body) =>
        Record<T1, T2, TOut>(source, name, body, (v1, v2, _) => new(body(v1, v2)));

    /// <inheritdoc cref="Then{T1,T2,TOut}(ValueTuple{IDeferred{T1},IDeferred{T2}}, string, Func{T1,T2,TOut})"/>
    public static TaskResult<Unit> Then<T1, T2>(
        this (IDeferred<T1>, IDeferred<T2>) source, string name, [TaskBody] Action<T1, T2> body) =>
        Record<T1, T2, Unit>(source, name, body, (v1, v2, _) => Inline.Run(() => body(v1, v2)));

    /// <inheritdoc cref="Then{T1,T2,TOut}(ValueTuple{IDeferred{T1},IDeferred{T2}}, string, Func{T1,T2,TOut})"/>
    public static TaskResult<Unit> Then<T1, T2>(
        this (IDeferred<T1>, IDeferred<T2>) source, string name, [TaskBody] Func<T1, T2, Task> body) =>
        Record<T1, T2, Unit>(source, name, body, (v1, v2, _) => Inline.WaitAsync(body(v1, v2)));

    /// <inheritdoc cref="Then{T1,T2,TOut}(ValueTuple{IDeferred{T1},IDeferred{T2}}, string, Func{T1,T2,TOut})"/>
    public static TaskResult<TOut> Then<T1, T2, TOut>(
        this (IDeferred<T1>, IDeferred<T2>) source, string name, [TaskBody] Func<T1, T2, TaskRunContext, TOut> body) =>
        Record<T1, T2, TOut>(source, name, body, (v1, v2, context) => new(body(v1, v2, context)));

    /// <inheritdoc cref="Then{T1,T2,TOut}(ValueTuple{IDeferred{T1},IDeferred{T2}}, string, Func{T1,T2,TOut})"/>
    public static TaskResult<TOut> Then<T1, T2, TOut>(
        this (IDeferred<T1>, IDeferred<T2>) source, string name, [TaskBody] Func<T1, T2, TaskRunContext, Task<TOut>> body) =>
        Record<T1, T2, TOut>(source, name, body, (v1, v2, context) => new(body(v1, v2, context)));

    /// <inheritdoc cref="Then{T1,T2,TOut}(ValueTuple{IDeferred{T1},IDeferred{T2}}, string, Func{T1,T2,TOut})"/>
    public static TaskResult<Unit> Then<T1, T2>(
        this (IDeferred<T1>, IDeferred<T2>) source, string name, [TaskBody] Action<T1, T2, TaskRunContext> body) =>
        Record<T1, T2, Unit>(source, name, body, (v1, v2, context) => Inline.Run(() => body(v1, v2, context)));

    /// <inheritdoc cref="Then{T1,T2,TOut}(ValueTuple{IDeferred{T1},IDeferred{T2}}, string, Func{T1,T2,TOut})"/>
    public static TaskResult<Unit> Then<T1, T2>(
        this (IDeferred<T1>, IDeferred<T2>) source, string name, [TaskBody] Func<T1, T2, TaskRunContext, Task> body) =>
        Record<T1, T2, Unit>(source, name, body, (v1, v2, context) => Inline.WaitAsync(body(v1, v2, context)));

    private static TaskResult<TOut> Record<T1, T2, TOut>(
        (IDeferred<T1>, IDeferred<T2>) source, string name, Delegate body, Func<T1, T2, TaskRunContext, ValueTask<TOut>> run)
    {
        TaskInput[] inputs =
        [
            new("value1", typeof(T1), Required: true),
            new("value2", typeof(T2), Required: true),
        ];
        var task = Inline.Define(name, body, inputs, a => run(a.Get<T1>(0), a.Get<T2>(1), a.Context));
        return new(task.Call(Argument.From(source.Item1), Argument.From(source.Item2)));
    }
}
