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

    public static IEnumerable<Mutation> All(FlowVersions flows, FlowTasks tasks, FlowSchedules schedules) =>
    [
        new("create_flow", $"serialized_flow: JSON! {Registration}", IdPayload, c => RegisterAsync(flows, c, c.Input.Json("serialized_flow")!.Value)),
        new("create_flow_from_compressed_string", $"serialized_flow: String! {Registration}", IdPayload,
            c => RegisterAsync(flows, c, Unpack(c.Input.Text("serialized_flow")))),
        new("register_tasks", "flow_id: UUID! serialized_tasks: JSON!", SuccessPayload, async c =>
        {
            await tasks.AddTasksAsync(c.Input.Id("flow_id"), c.Input.Json("serialized_tasks")!.Value, c.Cancellation);
            return Payload.Success();
        }),
        new("register_edges", "flow_id: UUID! serialized_edges: JSON!", SuccessPayload, async c =>
        {
            await tasks.AddEdgesAsync(c.Input.Id("flow_id"), c.Input.Json("serialized_edges")!.Value, c.Cancellation);
            return Payload.Success();
        }),
        new("archive_flow", "flow_id: UUID!", SuccessPayload, async c =>
        {
            await flows.ArchiveAsync(c.Input.Id("flow_id"), c.Cancellation);
            return Payload.Success();
        }),
        new("delete_flow", "flow_id: UUID!", SuccessPayload, async c =>
        {
            await flows.DeleteAsync(c.Input.Id("flow_id"), c.Cancellation);
            return Payload.Success();
        }),
        new("set_schedule_active", "flow_id: UUID!", SuccessPayload,
            async c => Payload.Success(await schedules.ActivateAsync(c.Input.Id("flow_id"), c.Cancellation))),
        new("set_schedule_inactive", "flow_id: UUID!", SuccessPayload, async c =>
        {
            await schedules.DeactivateAsync(c.Input.Id("flow_id"), c.Cancellation);
            return Payload.Success();
        }),
    ];

    private static async Task<Payload> RegisterAsync(FlowVersions flows, MutationCall call, JsonElement flow) => Payload.Id(await flows.RegisterAsync(
        new(call.Input.Id("project_id"), flow)
        {
            VersionGroupId = call.Input.TextOrNull("version_group_id"),
            Description = call.Input.TextOrNull("description"),
            IdempotencyKey = call.Input.TextOrNull("idempotency_key"),
            SetScheduleActive = call.Input.Flag("set_schedule_active") ?? true,
        },
        call.Cancellation));

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
