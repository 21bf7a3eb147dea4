namespace Flows;

public sealed partial class FlowBuilder
{
    /// <summary>
    /// A task written in place that runs in rounds: its body returns the result, or <see cref="Loop.Again{T}"/> with what
    /// <see cref="TaskRunContext.LoopResult{T}(T)"/> gives to the next round. Its body may also be asynchronous.
    /// </summary>
    /// <typeparam name="TOut">What it yields.</typeparam>
    /// <param name="name">The task's name.</param>
    /// <param name="body">Runs when the flow runs, once for each round.</param>
    /// <returns>A handle of the call.</returns>
    /// <exception cref="FlowDefinitionException">The name is empty, or the flow is already finished.</exception>
    public TaskResult<TOut> Task<TOut>(string name, [TaskBody] Func<TaskRunContext, Loop<TOut>> body) =>
        new(Inline.DefineLoop<TOut>(name, body, [], a => new(body(a.Context))).CallIn(graph));

    /// <inheritdoc cref="Task{TOut}(string, Func{TaskRunContext, Loop{TOut}})"/>
    public TaskResult<TOut> Task<TOut>(string name, [TaskBody] Func<TaskRunContext, Task<Loop<TOut>>> body) =>
        new(Inline.DefineLoop<TOut>(name, body, [], a => new(body(a.Context))).CallIn(graph));
}
