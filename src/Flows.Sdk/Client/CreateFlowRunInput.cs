using System.Text.Json;
using System.Text.Json.Serialization;
using Flows.Wire;

namespace Flows.Client;

/// <summary>A flow run to create. What is null is not sent.</summary>
public sealed record CreateFlowRunInput
{
    /// <summary>The version to run; or give <see cref="VersionGroupId"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FlowId { get; init; }

    /// <summary>Runs the newest version of this group. <value>The default is null.</value></summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? VersionGroupId { get; init; }

    /// <summary>Values of parameters by name. <value>The default is null: the flow's defaults.</value></summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, JsonElement>? Parameters { get; init; }

    /// <summary>How an agent starts the run. <value>The default is null: as registered.</value></summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunConfigDocument? RunConfig { get; init; }

    /// <summary>Labels that the agent must have; an empty list is a value. <value>The default is null: as registered.</value></summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Facts for the run's context. <value>The default is null: none.</value></summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, JsonElement>? Context { get; init; }

    /// <summary>When to start. <value>The default is null: now.</value></summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ScheduledStartTime { get; init; }

    /// <summary>The run's name. <value>The default is null: the server thinks of one.</value></summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FlowRunName { get; init; }

    /// <summary>A second call with the same key and flow gets the first one's run. <value>The default is new for each input.</value></summary>
    public string IdempotencyKey { get; init; } = Guid.NewGuid().ToString("N");
}
