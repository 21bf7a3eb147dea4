using System.Runtime.CompilerServices;
using Flows.Binding;
using Flows.States;

namespace Flows;

public sealed partial class FlowBuilder
{
    /// <summary>
    /// Says which tasks decide whether the run failed. Without, those that nothing is downstream of do. The run still lasts until all tasks have
    /// ended.
    /// </summary>
    /// <param name="tasks">At least one handle of this flow.</param>
    /// <exception cref="FlowDefinitionException">There is no handle, or one of another flow.</exception>
    public void SetReferenceTasks(params ReadOnlySpan<IDeferred> tasks)
    {
        if (tasks.IsEmpty)
            throw new FlowDefinitionException($"The reference tasks of flow '{Name}' are none: name at least one task, or leave SetReferenceTasks out, so that the last tasks decide.");
        var indexes = new SortedSet<int>();
        foreach (var task in tasks)
        {
            ArgumentNullException.ThrowIfNull(task, nameof(tasks));
            indexes.Add(graph.IndexOf(task.Node, "SetReferenceTasks"));
        }

        graph.Change("the reference tasks", settings => settings with { ReferenceTasks = [.. indexes] });
    }

    /// <summary>
    /// Adds a handler that is told of each change of the flow run's state before it is stored, and what it returns takes the place of the new
    /// state; null leaves it as it is. Its body may also be asynchronous, or yield nothing.
    /// </summary>
    /// <param name="handler">Is given the flow run, its old state and its new one.</param>
    [OverloadResolutionPriority(1)]
    public void OnState([TaskBody] Func<FlowRun, State, State, State?> handler) => Handle(StateHandlers.From(handler));

    /// <inheritdoc cref="OnState(Func{FlowRun, State, State, State})"/>
    public void OnState([TaskBody] Func<FlowRun, State, State, Task<State?>> handler) => Handle(StateHandlers.From(handler));

    /// <inheritdoc cref="OnState(Func{FlowRun, State, State, State})"/>
    public void OnState([TaskBody] Func<FlowRun, State, State, Task> handler) => Handle(StateHandlers.From(handler));

    /// <inheritdoc cref="OnState(Func{FlowRun, State, State, State})"/>
    public void OnState([TaskBody] Action<FlowRun, State, State> handler) => Handle(StateHandlers.From(handler));

    /// <summary>Adds a handler that is told when the flow run fails; it may be asynchronous.</summary>
    /// <param name="handler">Is given the flow run and its new state.</param>
    public void OnFailure([TaskBody] Action<FlowRun, Failed> handler) => Handle(StateHandlers.OnFailure(handler));

    /// <inheritdoc cref="OnFailure(Action{FlowRun, Failed})"/>
    public void OnFailure([TaskBody] Func<FlowRun, Failed, Task> handler) => Handle(StateHandlers.OnFailure(handler));

    /// <summary>Sets what may put another state in the place of the flow run's final one, before the state handlers are told of it.</summary>
    /// <param name="handler">Is given the flow run, its final state and the reference tasks, children of mapped ones included; null leaves the state as it is.</param>
    /// <exception cref="FlowDefinitionException">The flow has such a handler already.</exception>
    public void SetTerminalState([TaskBody] Func<FlowRun, State, IReadOnlyList<TaskState>, State?> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (graph.Settings.TerminalState is not null)
            throw new FlowDefinitionException($"The terminal state of flow '{Name}' is set twice: decide all of it in one handler.");
        graph.Change("the terminal state handler", settings => settings with { TerminalState = handler });
    }

    private void Handle(StateHandler<FlowRun> handler) =>
        graph.Change("a state handler", settings => settings with { StateHandlers = [.. settings.StateHandlers, handler] });
}
