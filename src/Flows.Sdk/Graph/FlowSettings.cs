using System.Text.Json;
using Flows.States;

namespace Flows.Graph;

/// <summary>What a flow says of itself as a whole, apart from its nodes.</summary>
internal sealed record FlowSettings
{
    /// <summary>How its values become JSON; null for the settings that all flows have.</summary>
    public JsonSerializerOptions? Json { get; init; }

    /// <summary>The indexes of the nodes that decide how a run ended, in order; empty for the default.</summary>
    public IReadOnlyList<int> ReferenceTasks { get; init; } = [];

    /// <summary>Are told of each change of the flow run's state, in this order.</summary>
    public IReadOnlyList<StateHandler<FlowRun>> StateHandlers { get; init; } = [];

    /// <summary>May put another state in the place of the final one; null when there is no such handler.</summary>
    public Func<FlowRun, State, IReadOnlyList<TaskState>, State?>? TerminalState { get; init; }
}
