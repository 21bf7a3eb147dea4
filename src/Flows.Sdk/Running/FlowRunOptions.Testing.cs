using Flows.Testing;

namespace Flows;

public sealed partial record FlowRunOptions
{
    /// <summary>
    /// What stands in for tasks, for tests: a run whose stubs name a task that the flow does not have, or whose values do not fit, is
    /// refused by an <see cref="ArgumentException"/>. <value>The default is null: all tasks are themselves.</value>
    /// </summary>
    public TaskStubs? Stubs { get; init; }

    /// <summary>
    /// An earlier run of the flow, returned or loaded by <see cref="FlowState.LoadAsync(Flow, string, CancellationToken)"/>, to go on from. What ended well there is
    /// taken over and does not run again. What failed or did not run does, with all that is downstream of it; so does a call that the flow
    /// makes differently now, and what came of a parameter that is given another value. Parameters that are not given are those of that run.
    /// That the code of a task has changed cannot be seen. <value>The default is null: all tasks run.</value>
    /// </summary>
    public FlowState? StartFrom { get; init; }
}
