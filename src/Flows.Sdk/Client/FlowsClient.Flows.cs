using System.Text.Json;
using System.Text.Json.Serialization;
using Flows.Wire;

namespace Flows.Client;

public sealed partial class FlowsClient
{
    /// <summary>Registers a flow, whole, in one call.</summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="idempotencyKey">When the newest version was registered with the same key, nothing changes. <value>Null means a new version in any case.</value></param>
    /// <param name="setScheduleActive">Whether the schedule of the flow starts to make runs. <value>The default is true.</value></param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The id of the new version, or of the unchanged one.</returns>
    public Task<string> RegisterFlowAsync(
        string projectId, FlowDocument flow, string? idempotencyKey, bool setScheduleActive = true, CancellationToken cancellationToken = default) =>
        RegisterFlowAsync(projectId, flow.ToJson(), idempotencyKey, setScheduleActive, cancellationToken);

    /// <summary>Registers a flow that is there as JSON, such as one that was built earlier, as it is.</summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="flow">The flow (contract section 1.2).</param>
    /// <param name="idempotencyKey">When the newest version was registered with the same key, nothing changes. <value>Null means a new version in any case.</value></param>
    /// <param name="setScheduleActive">Whether the schedule of the flow starts to make runs. <value>The default is true.</value></param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The id of the new version, or of the unchanged one.</returns>
    public async Task<string> RegisterFlowAsync(
        string projectId, JsonElement flow, string? idempotencyKey, bool setScheduleActive = true, CancellationToken cancellationToken = default)
    {
        var input = new CreateFlowInput
        {
            ProjectId = projectId,
            SerializedFlow = CompressedJson.Pack(flow),
            SetScheduleActive = setScheduleActive,
            IdempotencyKey = idempotencyKey,
        };
        return IdOf(await MutateAsync("create_flow_from_compressed_string", input, ClientJson.Default.CreateFlowInput, "id", cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What the server knows of a flow.</summary>
    /// <param name="id">The flow's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The flow.</returns>
    /// <exception cref="FlowsClientException">There is no such flow (<see cref="FlowsClientError.NotFound"/>), or the call failed.</exception>
    public async Task<FlowInfo> GetFlowAsync(string id, CancellationToken cancellationToken = default)
    {
        var data = await ExecuteAsync(
            $$"""
            query {
                flow_by_pk(id: {{GraphQLText.Quote(id)}}) {
                    id
                    name
                    version
                    flow_group_id
                    run_config
                    project {
                        id
                        name
                    }
                    flow_group {
                        labels
                    }
                }
            }
            """, cancellationToken).ConfigureAwait(false);
        if (Find(data, "flow_by_pk") is not { } flow) throw NotFound("flow", id);
        var project = Field(flow, "project");
        return new FlowInfo
        {
            Id = IdOf(flow),
            Name = Field(flow, "name").GetString() ?? "",
            Version = Field(flow, "version").GetInt32(),
            FlowGroupId = Field(flow, "flow_group_id").GetString() ?? "",
            ProjectId = IdOf(project),
            ProjectName = Field(project, "name").GetString() ?? "",
            Labels = LabelsOf(flow),
        };
    }

    private static IReadOnlyList<string> LabelsOf(JsonElement flow)
    {
        // The group's labels win over those of the version (contract section 4.3); an empty list is a value.
        return Strings(Find(flow, "flow_group")) ?? Strings(Find(flow, "run_config")) ?? [];

        static IReadOnlyList<string>? Strings(JsonElement? owner) =>
            owner is { } json && Find(json, "labels") is { ValueKind: JsonValueKind.Array } labels ? [.. labels.EnumerateArray().Select(l => l.ToString())] : null;
    }

    private FlowsClientException NotFound(string what, string id) =>
        new(FlowsClientError.NotFound, $"The server at {Api} has no {what} with the id '{id}': not found.");
}

/// <summary>What the server knows of a version of a flow.</summary>
public sealed record FlowInfo
{
    /// <summary>The id of this version.</summary>
    public required string Id { get; init; }

    /// <summary>The flow's name.</summary>
    public required string Name { get; init; }

    /// <summary>The version, counted from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The id that all versions share.</summary>
    public required string FlowGroupId { get; init; }

    /// <summary>The project's id.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The project's name.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The labels that an agent must have to take a run. <value>Empty by default.</value></summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}

internal sealed record CreateFlowInput
{
    public required string ProjectId { get; init; }
    public required string SerializedFlow { get; init; }
    public required bool SetScheduleActive { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IdempotencyKey { get; init; }
}
