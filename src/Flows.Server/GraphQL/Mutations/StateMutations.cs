using Flows.Server.Stores;
using Flows.Server.Stores.Claims;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>States. Each entry of a call stands for itself: one that is refused fails the call, the others are stored all the same.</summary>
internal static class StateMutations
{
    private const string Answer = "states: [set_state_payload]";

    public static IEnumerable<Mutation> All(FlowRunStates flowRuns, TaskRunStates taskRuns, TimeProvider time) =>
    [
        new("set_flow_run_states", "states: [set_flow_run_state_input!]!", Answer,
            c => SetFlowRunsAsync(flowRuns, Read(c, "flow_run_id", time), c.Cancellation)),
        new("set_task_run_states", "states: [set_task_run_state_input!]!", Answer,
            c => SetTaskRunsAsync(taskRuns, Read(c, "task_run_id", time), c.Cancellation)),
    ];

    public static async Task<Payload> SetFlowRunsAsync(FlowRunStates runs, IReadOnlyList<Transition> transitions, CancellationToken cancellationToken)
    {
        await runs.SetAsync(transitions, cancellationToken);
        return Stored(transitions, _ => "SUCCESS");
    }

    /// <summary>A state that is stored as Queued tells the runner to wait and to ask again.</summary>
    public static async Task<Payload> SetTaskRunsAsync(TaskRunStates runs, IReadOnlyList<Transition> transitions, CancellationToken cancellationToken)
    {
        await runs.SetAsync(transitions, cancellationToken);
        return Stored(transitions, t => t.StoredType == nameof(States.Queued) ? "QUEUED" : "SUCCESS");
    }

    private static Payload Stored(IReadOnlyList<Transition> transitions, Func<Transition, string> status) => Payload.Of(
        ("states", transitions.Select(t => Payload.Of(("id", t.RunId), ("status", status(t)), ("message", null))).ToList()));

    private static List<Transition> Read(MutationCall call, string id, TimeProvider time) =>
    [
        .. call.Input.Objects("states").Select(e => Transition.Read(e.Id(id), e.Json("state")!.Value, time, call.Context.AgentId, ClaimRules.Read(call.Context.Claim))),
    ];
}
