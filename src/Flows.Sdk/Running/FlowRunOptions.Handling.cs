using Flows.States;

namespace Flows;

public sealed partial record FlowRunOptions
{
    /// <summary>
    /// Asked when a task has paused in a run at the desk; meanwhile other tasks go on. True resumes the task, false leaves it paused, so that the
    /// run ends as Running. On a server a run that pauses is resumed there, and this is not asked.
    /// <value>The default is null: the task is left paused.</value>
    /// </summary>
    public Func<TaskState, CancellationToken, Task<bool>>? OnPaused { get; init; }

    /// <summary>
    /// Told of each change of a task's state once it is stored, with the old and the new state; calls may come at the same time. To change a
    /// state, use a state handler of the task. <value>The default is null.</value>
    /// </summary>
    public Action<TaskState, State, State>? OnTaskState { get; init; }

    /// <summary>
    /// Whether the first exception of a task ends the run and comes out of <see cref="Flow.RunAsync"/> as it was thrown, instead of being the
    /// task's state: for a debugger. No retry follows. <value>The default is false.</value>
    /// </summary>
    public bool RaiseOnException { get; init; }

    /// <summary>
    /// Values for <see cref="TaskRunContext.Values"/>, under those of the flow run itself. The commands of a flow program fill in what the
    /// configuration has under <c>[context]</c>. <value>Empty by default.</value>
    /// </summary>
    public IReadOnlyDictionary<string, object?> Context { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, object?>.Empty;
}
