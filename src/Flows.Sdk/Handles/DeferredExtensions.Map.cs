using Flows.Binding;

namespace Flows;

public static partial class DeferredExtensions
{
    /// <summary>
    /// A task written in place that runs once for each element.
    /// Its body may also be asynchronous, yield nothing, or take the run's context last.
    /// </summary>
    /// <typeparam name="T">The type of one element.</typeparam>
    /// <typeparam name="TOut">What the task yields for one element.</typeparam>
    /// <param name="source">The deferred list.</param>
    /// <param name="name">The task's name.</param>
    /// <param name="body">Runs when the flow runs, once for each element.</param>
    /// <returns>A handle of the mapped call.</returns>
    /// <exception cref="FlowDefinitionException">The name is empty, or the flow is already finished.</exception>
    public static MappedResult<TOut> Map<T, TOut>(this IDeferred<IEnumerable<T>> source, string name, [TaskBody] Func<T, TOut> body) =>
        RecordMap<T, TOut>(source, name, body, (v, _) => new(body(v)));

    /// <inheritdoc cref="Map{T,TOut}(IDeferred{IEnumerable{T}}, string, Func{T,TOut})"/>
    public static MappedResult<TOut> Map<T, TOut>(
        this IDeferred<IEnumerable<T>> source, string name, [TaskBody] Func<T, Task<TOut>> body) =>
        RecordMap<T, TOut>(source, name, body, (v, _) => new(body(v)));

    /// <inheritdoc cref="Map{T,TOut}(IDeferred{IEnumerable{T}}, string, Func{T,TOut})"/>
    public static MappedResult<Unit> Map<T>(this IDeferred<IEnumerable<T>> source, string name, [TaskBody] Action<T> body) =>
        RecordMap<T, Unit>(source, name, body, (v, _) => Inline.Run(() => body(v)));

    /// <inheritdoc cref="Map{T,TOut}(IDeferred{IEnumerable{T}}, string, Func{T,TOut})"/>
    public static MappedResult<Unit> Map<T>(this IDeferred<IEnumerable<T>> source, string name, [TaskBody] Func<T, Task> body) =>
        RecordMap<T, Unit>(source, name, body, (v, _) => Inline.WaitAsync(body(v)));

    /// <inheritdoc cref="Map{T,TOut}(IDeferred{IEnumerable{T}}, string, Func{T,TOut})"/>
    public static MappedResult<TOut> Map<T, TOut>(
        this IDeferred<IEnumerable<T>> source, string name, [TaskBody] Func<T, TaskRunContext, TOut> body) =>
        RecordMap<T, TOut>(source, name, body, (v, context) => new(body(v, context)));

    /// <inheritdoc cref="Map{T,TOut}(IDeferred{IEnumerable{T}}, string, Func{T,TOut})"/>
    public static MappedResult<TOut> Map<T, TOut>(
        this IDeferred<IEnumerable<T>> source, string name, [TaskBody] Func<T, TaskRunContext, Task<TOut>> body) =>
        RecordMap<T, TOut>(source, name, body, (v, context) => new(body(v, context)));

    /// <inheritdoc cref="Map{T,TOut}(IDeferred{IEnumerable{T}}, string, Func{T,TOut})"/>
    public static MappedResult<Unit> Map<T>(
        this IDeferred<IEnumerable<T>> source, string name, [TaskBody] Action<T, TaskRunContext> body) =>
        RecordMap<T, Unit>(source, name, body, (v, context) => Inline.Run(() => body(v, context)));

    /// <inheritdoc cref="Map{T,TOut}(IDeferred{IEnumerable{T}}, string, Func{T,TOut})"/>
    public static MappedResult<Unit> Map<T>(
        this IDeferred<IEnumerable<T>> source, string name, [TaskBody] Func<T, TaskRunContext, Task> body) =>
        RecordMap<T, Unit>(source, name, body, (v, context) => Inline.WaitAsync(body(v, context)));

    private static MappedResult<TOut> RecordMap<T, TOut>(
        IDeferred<IEnumerable<T>> source, string name, Delegate body, Func<T, TaskRunContext, ValueTask<TOut>> run)
    {
        ArgumentNullException.ThrowIfNull(source);
        var task = Inline.Define(name, body, [new("item", typeof(T), Required: true)], a => run(a.Get<T>(0), a.Context));
        return new(task.Map(Argument.From(source.Each())));
    }
}
