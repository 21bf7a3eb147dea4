using Flows.Engine;

namespace Flows;

/// <summary>A flow run while it is under way, as state handlers see it.</summary>
public sealed class FlowRun
{
    private readonly FlowRunContext flow;
    private readonly NodeRun[] nodes;

    internal FlowRun(FlowRunContext flow, NodeRun[] nodes) => (this.flow, this.nodes) = (flow, nodes);

    /// <summary>The flow's name.</summary>
    public string FlowName => flow.Graph.Name;

    /// <summary>The flow run's id: the server's, or a new one at the desk.</summary>
    public string FlowRunId => flow.Facts.Id;

    /// <summary>The flow run's name.</summary>
    public string FlowRunName => flow.Facts.Name;

    /// <summary>The time for which the flow run was planned.</summary>
    public DateTimeOffset? ScheduledStartTime => flow.Facts.ScheduledStartTime;

    /// <summary>The parameters of the run, defaults included.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => flow.Parameters.Values;

    /// <summary>All tasks as they stand, in the order in which the flow was written.</summary>
    public IReadOnlyList<TaskState> Tasks => Array.ConvertAll(nodes, static n => new TaskState(n.Own));
}
