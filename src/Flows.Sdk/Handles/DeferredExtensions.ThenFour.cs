using Flows.Binding;

namespace Flows;

public static partial class DeferredExtensions
{
    /// <summary>
    /// A task written in place that takes four values: <c>(a, b, c, d).Then("name", (x, y, z, w) => ...)</c>.
    /// Its body may also be asynchronous, yield nothing, or take the run's context last.
    /// </summary>
    /// <typeparam name="T1">The type of a value.</typeparam>
    /// <typeparam name="T2">The type of a value.</typeparam>
    /// <typeparam name="T3">The type of a value.</typeparam>
    /// <typeparam name="T4">The type of a value.</typeparam>
    /// <typeparam name="TOut">What the task yields.</typeparam>
    /// <param name="source">The values.</param>
    /// <param name="name">The task's name.</param>
    /// <param name="body">Runs when the flow runs.</param>
    /// <returns>A handle of the call.</returns>
    /// <exception cref="FlowDefinitionException">The name is empty, or the flow is already finished.</exception>
    public static TaskResult<TOut> Then<T1, T2, T3, T4, TOut>(
        this (IDeferred<T1>, IDeferred<T2>, IDeferred<T3>, IDeferred<T4>) source, string name, [TaskBody] Func<T1, T2, T3, T4, TOut> body) =>
        Record<T1, T2, T3, T4, TOut>(source, name, body, (v1, v2, v3, v4, _) => new(body(v1, v2, v3, v4)));

    /// <inheritdoc cref="Then{T1,T2,T3,T4,TOut}(ValueTuple{IDeferred{T1},IDeferred{T2},IDeferred{T3},IDeferred{T4}}, string, Func{T1,T2,T3,T4,TOut})"/>
    public static TaskResult<TOut> Then<T1, T2, T3, T4, TOut>(
        this (IDeferred<T1>, IDeferred<T2>, IDeferred<T3>, IDeferred<T4>) source, string name, [TaskBody] Func<T1, T2, T3, T4, Task<TOut>> body) =>
        Record<T1, T2, T3, T4, TOut>(source, name, body, (v1, v2, v3, v4, _) => new(body(v1, v2, v3, v4)));

    /// <inheritdoc cref="Then{T1,T2,T3,T4,TOut}(ValueTuple{IDeferred{T1},IDeferred{T2},IDeferred{T3},IDeferred{T4}}, string, Func{T1,T2,T3,T4,TOut})"/>
    public static TaskResult<Unit> Then<T1, T2, T3, T4>(
        this (IDeferred<T1>, IDeferred<T2>, IDeferred<T3>, IDeferred<T4>) source, string name, [TaskBody] Action<T1, T2, T3, T4> body) =>
        Record<T1, T2, T3, T4, Unit>(source, name, body, (v1, v2, v3, v4, _) => Inline.Run(() => body(v1, v2, v3, v4)));

    /// <inheritdoc cref="Then{T1,T2,T3,T4,TOut}(ValueTuple{IDeferred{T1},IDeferred{T2},IDeferred{T3},IDeferred{T4}}, string, Func{T1,T2,T3,T4,TOut})"/>
    public static TaskResult<Unit> Then<T1, T2, T3, T4>(
        this (IDeferred<T1>, IDeferred<T2>, IDeferred<T3>, IDeferred<T4>) source, string name, [TaskBody] Func<T1, T2, T3, T4, Task> body) =>
        Record<T1, T2, T3, T4, Unit>(source, name, body, (v1, v2, v3, v4, _) => Inline.WaitAsync(body(v1, v2, v3, v4)));

    /// <inheritdoc cref="Then{T1,T2,T3,T4,TOut}(ValueTuple{IDeferred{T1},IDeferred{T2},IDeferred{T3},IDeferred{T4}}, string, Func{T1,T2,T3,T4,TOut})"/>
    public static TaskResult<TOut> Then<T1, T2, T3, T4, TOut>(
        this (IDeferred<T1>, IDeferred<T2>, IDeferred<T3>, IDeferred<T4>) source, string name, [TaskBody] Func<T1, T2, T3, T4, TaskRunContext, TOut> body) =>
        Record<T1, T2, T3, T4, TOut>(source, name, body, (v1, v2, v3, v4, context) => new(body(v1, v2, v3, v4, context)));

    /// <inheritdoc cref="Then{T1,T2,T3,T4,TOut}(ValueTuple{IDeferred{T1},IDeferred{T2},IDeferred{T3},IDeferred{T4}}, string, Func{T1,T2,T3,T4,TOut})"/>
    public static TaskResult<TOut> Then<T1, T2, T3, T4, TOut>(
        this (IDeferred<T1>, IDeferred<T2>, IDeferred<T3>, IDeferred<T4>) source, string name,
        [TaskBody] Func<T1, T2, T3, T4, TaskRunContext, Task<TOut>> body) =>
        Record<T1, T2, T3, T4, TOut>(source, name, body, (v1, v2, v3, v4, context) => new(body(v1, v2, v3, v4, context)));

    /// <inheritdoc cref="Then{T1,T2,T3,T4,TOut}(ValueTuple{IDeferred{T1},IDeferred{T2},IDeferred{T3},IDeferred{T4}}, string, Func{T1,T2,T3,T4,TOut})"/>
    public static TaskResult<Unit> Then<T1, T2, T3, T4>(
        this (IDeferred<T1>, IDeferred<T2>, IDeferred<T3>, IDeferred<T4>) source, string name, [TaskBody] Action<T1, T2, T3, T4, TaskRunContext> body) =>
        Record<T1, T2, T3, T4, Unit>(source, name, body, (v1, v2, v3, v4, context) => Inline.Run(() => body(v1, v2, v3, v4, context)));

    /// <inheritdoc cref="Then{T1,T2,T3,T4,TOut}(ValueTuple{IDeferred{T1},IDeferred{T2},IDeferred{T3},IDeferred{T4}}, string, Func{T1,T2,T3,T4,TOut})"/>
    public static TaskResult<Unit> Then<T1, T2, T3, T4>(
        this (IDeferred<T1>, IDeferred<T2>, IDeferred<T3>, IDeferred<T4>) source, string name, [TaskBody] Func<T1, T2, T3, T4, TaskRunContext, Task> body) =>
        Record<T1, T2, T3, T4, Unit>(source, name, body, (v1, v2, v3, v4, context) => Inline.WaitAsync(body(v1, v2, v3, v4, context)));

    private static TaskResult<TOut> Record<T1, T2, T3, T4, TOut>(
        (IDeferred<T1>, IDeferred<T2>, IDeferred<T3>, IDeferred<T4>) source, string name,
        Delegate body, Func<T1, T2, T3, T4, TaskRunContext, ValueTask<TOut>> run)
    {
        TaskInput[] inputs =
        [
            new("value1", typeof(T1), Required: true),
            new("value2", typeof(T2), Required: true),
            new("value3", typeof(T3), Required: true),
            new("value4", typeof(T4), Required: true),
        ];
        var task = Inline.Define(name, body, inputs, a => run(a.Get<T1>(0), a.Get<T2>(1), a.Get<T3>(2), a.Get<T4>(3), a.Context));
        return new(task.Call(Argument.From(source.Item1), Argument.From(source.Item2), Argument.From(source.Item3), Argument.From(source.Item4)));
    }
}
