using System.Text.Json;
using Flows.Server.Errors;
using Flows.Server.Stores;
using Flows.Wire;
using static Flows.Server.GraphQL.Mutations.Mutation;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>Registration and versions.</summary>
internal static class FlowMutations
{
    private const string Registration = "project_id: UUID! version_group_id: String set_schedule_active: Boolean description: String idempotency_key: String";

    private const string Which = "flow_id: UUID!";

    public static IEnumerable<Mutation> All(FlowVersions flows, FlowTasks tasks, FlowSchedules schedules, FlowGroups groups) =>
    [
        Making("create_flow", $"serialized_flow: JSON! {Registration}", c => RegisterAsync(flows, c, c.Input.Json("serialized_flow")!.Value)),
        Making("create_flow_from_compressed_string", $"serialized_flow: String! {Registration}",
            c => RegisterAsync(flows, c, Unpack(c.Input.Text("serialized_flow")))),
        Doing("register_tasks", $"{Which} serialized_tasks: JSON!", c => tasks.AddTasksAsync(Flow(c), c.Input.Json("serialized_tasks")!.Value, c.Cancellation)),
        Doing("register_edges", $"{Which} serialized_edges: JSON!", c => tasks.AddEdgesAsync(Flow(c), c.Input.Json("serialized_edges")!.Value, c.Cancellation)),
        Doing("archive_flow", Which, c => flows.ArchiveAsync(Flow(c), c.Cancellation)),
        Doing("delete_flow", Which, c => flows.DeleteAsync(Flow(c), c.Cancellation)),
        Making("update_flow_project", $"{Which} project_id: UUID!", async c =>
        {
            await flows.MoveAsync(Flow(c), c.Input.Id("project_id"), c.Cancellation);
            return Flow(c);
        }),
        Switching("enable_flow_heartbeat", GroupSettings.Heartbeat, true, groups),
        Switching("disable_flow_heartbeat", GroupSettings.Heartbeat, false, groups),
        Switching("enable_flow_lazarus_process", GroupSettings.Lazarus, true, groups),
        Switching("disable_flow_lazarus_process", GroupSettings.Lazarus, false, groups),
        new("set_schedule_active", Which, SuccessPayload, async c => Payload.Success(await schedules.ActivateAsync(Flow(c), c.Cancellation))),
        Doing("set_schedule_inactive", Which, c => schedules.DeactivateAsync(Flow(c), c.Cancellation)),
    ];

    private static Guid Flow(MutationCall call) => call.Input.Id("flow_id");

    private static Mutation Switching(string name, string setting, bool on, FlowGroups groups) =>
        Doing(name, Which, c => groups.SwitchAsync(Flow(c), setting, on, c.Cancellation));

    private static Task<Guid> RegisterAsync(FlowVersions flows, MutationCall call, JsonElement flow) => flows.RegisterAsync(
        new(call.Input.Id("project_id"), flow)
        {
            VersionGroupId = call.Input.TextOrNull("version_group_id"),
            Description = call.Input.TextOrNull("description"),
            IdempotencyKey = call.Input.TextOrNull("idempotency_key"),
            SetScheduleActive = call.Input.Flag("set_schedule_active") ?? true,
        },
        call.Cancellation);

    private static JsonElement Unpack(string text)
    {
        try
        {
            return CompressedJson.Unpack(text);
        }
        catch (FormatException e)
        {
            throw new RequestException(e.Message, ErrorCodes.Data);
        }
    }
}
