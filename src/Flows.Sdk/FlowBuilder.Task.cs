namespace Flows;

public sealed partial class FlowBuilder
{
    /// <summary>A task written in place that needs no value of another one. Its body may also be asynchronous, yield nothing, or take the run's context.</summary>
    /// <typeparam name="TOut">What it yields.</typeparam>
    /// <param name="name">The task's name.</param>
    /// <param name="body">Runs when the flow runs.</param>
    /// <returns>A handle of the call.</returns>
    /// <exception cref="FlowDefinitionException">The name is empty, or the flow is already finished.</exception>
    public TaskResult<TOut> Task<TOut>(string name, [TaskBody] Func<TOut> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Record<TOut>(name, _ => new(body()));
    }

    /// <inheritdoc cref="Task{TOut}(string, Func{TOut})"/>
    public TaskResult<TOut> Task<TOut>(string name, [TaskBody] Func<Task<TOut>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Record<TOut>(name, _ => new(body()));
    }

    /// <inheritdoc cref="Task{TOut}(string, Func{TOut})"/>
    public TaskResult<Unit> Task(string name, [TaskBody] Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Record<Unit>(name, _ => Inline.Run(body));
    }

    /// <inheritdoc cref="Task{TOut}(string, Func{TOut})"/>
    public TaskResult<Unit> Task(string name, [TaskBody] Func<Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Record<Unit>(name, _ => Inline.WaitAsync(body()));
    }

    /// <inheritdoc cref="Task{TOut}(string, Func{TOut})"/>
    public TaskResult<TOut> Task<TOut>(string name, [TaskBody] Func<TaskRunContext, TOut> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Record<TOut>(name, context => new(body(context)));
    }

    /// <inheritdoc cref="Task{TOut}(string, Func{TOut})"/>
    public TaskResult<TOut> Task<TOut>(string name, [TaskBody] Func<TaskRunContext, Task<TOut>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Record<TOut>(name, context => new(body(context)));
    }

    /// <inheritdoc cref="Task{TOut}(string, Func{TOut})"/>
    public TaskResult<Unit> Task(string name, [TaskBody] Action<TaskRunContext> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Record<Unit>(name, context => Inline.Run(() => body(context)));
    }

    /// <inheritdoc cref="Task{TOut}(string, Func{TOut})"/>
    public TaskResult<Unit> Task(string name, [TaskBody] Func<TaskRunContext, Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Record<Unit>(name, context => Inline.WaitAsync(body(context)));
    }

    private TaskResult<TOut> Record<TOut>(string name, Func<TaskRunContext, ValueTask<TOut>> body) =>
        new(Inline.Define(name, [], a => body(a.Context)).CallIn(graph));
}
