using Flows.Testing;

namespace Flows;

public sealed partial record FlowRunOptions
{
    /// <summary>
    /// What stands in for tasks, for tests: a run whose stubs name a task that the flow does not have, or whose values do not fit, is
    /// refused by an <see cref="ArgumentException"/>. <value>The default is null: all tasks are themselves.</value>
    /// </summary>
    public TaskStubs? Stubs { get; init; }
}
