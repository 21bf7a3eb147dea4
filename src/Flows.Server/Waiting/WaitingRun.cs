using System.Text.Json;
using Flows.Server.Model;

namespace Flows.Server.Waiting;

/// <summary>The columns of a flow run that tell why it does not run.</summary>
internal sealed record WaitingRun(JsonElement Row)
{
    public static IReadOnlyList<string> Columns { get; } =
        ["tenant_id", "flow_id", "agent_id", "state", "state_message", "state_timestamp", "state_start_time", "start_time", "claim_until", "labels"];

    public Guid TenantId => Row.GetProperty("tenant_id").GetGuid();

    public Guid FlowId => Row.GetProperty("flow_id").GetGuid();

    public Guid? AgentId => Row.GetProperty("agent_id") is { ValueKind: JsonValueKind.String } id ? id.GetGuid() : null;

    public string? State => Row.GetProperty("state").GetString();

    public string? Message => Row.GetProperty("state_message").GetString();

    /// <summary>Since when it is in its state.</summary>
    public DateTimeOffset? Since => Time("state_timestamp");

    /// <summary>When it may start; null for never by itself.</summary>
    public DateTimeOffset? Start => Time("state_start_time");

    public bool HasRun => Time("start_time") is not null;

    public DateTimeOffset? ClaimedUntil => Time("claim_until");

    public IReadOnlyList<string> Labels => Row.GetProperty("labels") is { ValueKind: JsonValueKind.Array } labels ? [.. labels.EnumerateArray().Select(l => l.ToString())] : [];

    private DateTimeOffset? Time(string column) => Iso.TryParse(Row.GetProperty(column).GetString(), out var time) ? time : null;
}
