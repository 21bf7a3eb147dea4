using Flows.Server.Stores;
using Flows.Server.Stores.Claims;
using static Flows.Server.GraphQL.Mutations.Mutation;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>Task runs and their artifacts.</summary>
internal static class TaskRunMutations
{
    private const string Which = "flow_run_id: UUID! task_id: UUID! map_index: Int";

    public static IEnumerable<Mutation> All(TaskRuns runs, Artifacts artifacts) =>
    [
        Making("get_or_create_task_run", Which, async c => (await FindAsync(runs, c)).Id),
        new("get_or_create_task_run_info", Which, "id: UUID version: Int state: String serialized_state: JSON", async c =>
        {
            var run = await FindAsync(runs, c);
            return Payload.Of(("id", run.Id), ("version", run.Version), ("state", run.State), ("serialized_state", run.SerializedState));
        }),
        Doing("set_task_run_name", "task_run_id: UUID! name: String!", c => runs.RenameAsync(c.Input.Id("task_run_id"), c.Input.Text("name"), c.Cancellation)),
        Doing("update_task_run_heartbeat", "task_run_id: UUID!", c => runs.HeartbeatAsync(c.Input.Id("task_run_id"), ClaimRules.Read(c.Context.Claim), c.Cancellation)),
        Making("create_task_run_artifact", "task_run_id: UUID! kind: String! data: JSON! tenant_id: UUID",
            c => artifacts.CreateAsync(c.Input.Id("task_run_id"), c.Input.Text("kind"), c.Input.Json("data")!.Value, c.Cancellation)),
        Doing("update_task_run_artifact", "task_run_artifact_id: UUID! data: JSON!",
            c => artifacts.UpdateAsync(c.Input.Id("task_run_artifact_id"), c.Input.Json("data")!.Value, c.Cancellation)),
        Doing("delete_task_run_artifact", "task_run_artifact_id: UUID!", c => artifacts.DeleteAsync(c.Input.Id("task_run_artifact_id"), c.Cancellation)),
    ];

    private static Task<TaskRuns.Info> FindAsync(TaskRuns runs, MutationCall call) =>
        runs.GetOrCreateAsync(call.Input.Id("flow_run_id"), call.Input.Id("task_id"), (int)(call.Input.Number("map_index") ?? -1), call.Cancellation);
}
