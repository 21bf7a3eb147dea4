using System.Text.Json.Nodes;
using Flows.Server.Data;
using Flows.Server.Model;
using Flows.Server.Stores;

namespace Flows.Server.Hooks;

/// <summary>What has happened, as receivers get it (contract section 4.7).</summary>
internal static class HookEvent
{
    /// <summary>The flow run that an event is about, as it is called when it happens.</summary>
    internal sealed record Subject(Guid FlowRunId, string? FlowRunName, Guid FlowId, string FlowName, string VersionGroupId, Guid TenantId, string TenantSlug);

    /// <summary>The flow runs of some ids, those that exist.</summary>
    public static async Task<Dictionary<Guid, Subject>> SubjectsAsync(ISqlSession session, IReadOnlyList<Guid> runs) =>
        (await session.QueryAsync(
            $"""
            select r.id, r.name, f.id, f.name, f.version_group_id, t.id, t.slug
            from flow_run r join flow f on f.id = r.flow_id join tenant t on t.id = r.tenant_id where {session.Dialect.In("r.id", "@runs")}
            """,
            r => new Subject(r.GetGuid(0), r.TextOrNull(1), r.GetGuid(2), r.GetString(3), r.GetString(4), r.GetGuid(5), r.GetString(6)),
            ("runs", runs))).ToDictionary(s => s.FlowRunId);

    /// <summary>The event as JSON. Of the state it has what people read, not results and inputs, which may be large or secret.</summary>
    public static JsonObject Of(Guid id, Subject subject, StoredState state, int version, DateTimeOffset timestamp, bool isTest = false) => new()
    {
        ["id"] = id,
        ["timestamp"] = Iso.Format(timestamp),
        ["type"] = "FlowRunStateChange",
        ["flow_run"] = new JsonObject { ["id"] = subject.FlowRunId, ["name"] = subject.FlowRunName },
        ["flow"] = new JsonObject { ["id"] = subject.FlowId, ["name"] = subject.FlowName, ["version_group_id"] = subject.VersionGroupId },
        ["tenant"] = new JsonObject { ["id"] = subject.TenantId, ["slug"] = subject.TenantSlug },
        ["state"] = new JsonObject
        {
            ["state"] = state.Type,
            ["version"] = version,
            ["message"] = state.State.Message,
            ["timestamp"] = Iso.Format(timestamp),
            ["start_time"] = state.StartTime is { } start ? Iso.Format(start) : null,
            ["serialized_state"] = new JsonObject { ["type"] = state.Type, ["message"] = state.State.Message },
        },
        ["is_test_event"] = isTest,
    };

    /// <summary>The event in a sentence.</summary>
    public static string Sentence(JsonNode happened) =>
        $"{(happened["is_test_event"]?.GetValue<bool>() == true ? "Test: " : "")}Flow run {Text(happened, "flow_run", "name")} of {Text(happened, "flow", "name")} "
        + $"is {Text(happened, "state", "state")}{(Text(happened, "state", "message") is { Length: > 0 } message ? $": {message}" : "")}";

    public static string Text(JsonNode happened, string part, string key) => happened[part]?[key]?.ToString() ?? "";
}
