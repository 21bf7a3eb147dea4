using Flows.Subflows;

namespace Flows;

public sealed partial class FlowBuilder
{
    /// <summary>
    /// Starts a run of another flow on the server of the configuration, also when this flow runs at the desk, and waits for its end. An
    /// agent must take the run. A retry of the task goes on with the run of the attempt before, and starts a new one only if that ended
    /// badly. When this flow is cancelled the other run goes on.
    /// </summary>
    /// <param name="flow">The name of the flow; its newest version is run.</param>
    /// <param name="project">The project that it is registered in. <value>The default is null: whichever has a flow of that name, if only one has.</value></param>
    /// <param name="parameters">Values for its parameters; a value may be a handle of this flow. <value>The default is null: their defaults.</value></param>
    /// <param name="options">How to start it and whether to wait. <value>The default is as <see cref="SubflowOptions"/> says.</value></param>
    /// <returns>The run.</returns>
    /// <exception cref="FlowDefinitionException">A name is empty, a value cannot be written as JSON, or an option is out of range.</exception>
    public TaskResult<SubflowRun> StartFlowRun(string flow, string? project = null, FlowParameters? parameters = null, SubflowOptions? options = null) =>
        SubflowTask.Record(graph, flow, project, parameters ?? new(), options ?? new());
}
