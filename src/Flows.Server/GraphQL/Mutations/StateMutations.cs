using Flows.Server.Stores;
using Flows.Server.Stores.Claims;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>States. Each entry of a call stands for itself: one that is refused fails the call, the others are stored all the same.</summary>
internal static class StateMutations
{
    private const string Answer = "states: [set_state_payload]";

    public static IEnumerable<Mutation> All(FlowRunStates flowRuns, TaskRunStates taskRuns) =>
    [
        new("set_flow_run_states", "states: [set_flow_run_state_input!]!", Answer, c => EachAsync(c, "flow_run_id", async (id, entry) =>
        {
            await flowRuns.SetAsync(id, entry.Json("state")!.Value, c.Context.AgentId, ClaimRules.Read(c.Context.Claim), c.Cancellation);
            return "SUCCESS";
        })),
        // A state that is stored as Queued tells the runner to wait and to ask again.
        new("set_task_run_states", "states: [set_task_run_state_input!]!", Answer, c => EachAsync(c, "task_run_id", async (id, entry) =>
            await taskRuns.SetAsync(id, entry.Json("state")!.Value, ClaimRules.Read(c.Context.Claim), c.Cancellation) == nameof(States.Queued) ? "QUEUED" : "SUCCESS")),
    ];

    private static async Task<Payload> EachAsync(MutationCall call, string idField, Func<Guid, InputObject, Task<string>> setAsync) =>
        Payload.Of(("states", await Task.WhenAll(call.Input.Objects("states").Select(async entry =>
        {
            var id = entry.Id(idField);
            return Payload.Of(("id", id), ("status", await setAsync(id, entry)), ("message", null));
        }))));
}
