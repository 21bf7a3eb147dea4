namespace Flows;

public sealed partial class FlowBuilder
{
    /// <summary>
    /// A task written in place that needs no value of another one.
    /// Its body may also be asynchronous, yield nothing, or take the run's context.
    /// </summary>
    /// <typeparam name="TOut">What it yields.</typeparam>
    /// <param name="name">The task's name.</param>
    /// <param name="body">Runs when the flow runs.</param>
    /// <returns>A handle of the call.</returns>
    /// <exception cref="FlowDefinitionException">The name is empty, or the flow is already finished.</exception>
    public TaskResult<TOut> Task<TOut>(string name, [TaskBody] Func<TOut> body) =>
        Record<TOut>(name, body, _ => new(body()));

    /// <inheritdoc cref="Task{TOut}(string, Func{TOut})"/>
    public TaskResult<TOut> Task<TOut>(string name, [TaskBody] Func<Task<TOut>> body) =>
        Record<TOut>(name, body, _ => new(body()));

    /// <inheritdoc cref="Task{TOut}(string, Func{TOut})"/>
    public TaskResult<Unit> Task(string name, [TaskBody] Action body) =>
        Record<Unit>(name, body, _ => Inline.Run(body));

    /// <inheritdoc cref="Task{TOut}(string, Func{TOut})"/>
    public TaskResult<Unit> Task(string name, [TaskBody] Func<Task> body) =>
        Record<Unit>(name, body, _ => Inline.WaitAsync(body()));

    /// <inheritdoc cref="Task{TOut}(string, Func{TOut})"/>
    public TaskResult<TOut> Task<TOut>(string name, [TaskBody] Func<TaskRunContext, TOut> body) =>
        Record<TOut>(name, body, context => new(body(context)));

    /// <inheritdoc cref="Task{TOut}(string, Func{TOut})"/>
    public TaskResult<TOut> Task<TOut>(string name, [TaskBody] Func<TaskRunContext, Task<TOut>> body) =>
        Record<TOut>(name, body, context => new(body(context)));

    /// <inheritdoc cref="Task{TOut}(string, Func{TOut})"/>
    public TaskResult<Unit> Task(string name, [TaskBody] Action<TaskRunContext> body) =>
        Record<Unit>(name, body, context => Inline.Run(() => body(context)));

    /// <inheritdoc cref="Task{TOut}(string, Func{TOut})"/>
    public TaskResult<Unit> Task(string name, [TaskBody] Func<TaskRunContext, Task> body) =>
        Record<Unit>(name, body, context => Inline.WaitAsync(body(context)));

    private TaskResult<TOut> Record<TOut>(string name, Delegate body, Func<TaskRunContext, ValueTask<TOut>> run) =>
        new(Inline.Define(name, body, [], a => run(a.Context)).CallIn(graph));
}
