using static Flows.Server.Model.Columns;

namespace Flows.Server.Model;

/// <summary>Agents, and what people are told.</summary>
internal static partial class Tables
{
    private static Table AgentConfig() => new("agent_config", Text("name"), Json("settings", "{}")) { ForeignKeys = [InTenant()] };

    private static Table Agent() => new("agent",
        Uuid("agent_config_id"), Text("name"), Text("type"), Text("core_version"), Json("labels", "[]"), Time("last_queried"))
    {
        ForeignKeys = [InTenant(), new("agent_config_id", "agent_config", "set null", "agent_config", "agents")],
        Indexes = [Index("tenant_id", "type", "name")],
    };

    private static Table Message() => new("message", Bool("read"), Text("type"), Text("text"), Json("content")) { ForeignKeys = [InTenant()] };

    private static Table CloudHook() => new("cloud_hook",
        Text("version_group_id"), Text("name"), Text("type"), Json("states", "[]"), Json("config", "{}"), Bool("active"))
    {
        ForeignKeys = [InTenant()],
    };

    /// <summary>What hooks have to be told, until they have been: written in the transaction of the state.</summary>
    private static Table CloudHookEvent() => new("cloud_hook_event",
        Uuid("cloud_hook_id", false), Uuid("flow_run_id"), Opaque("event"), Int("attempts", 0), Time("next_attempt"), Time("delivered"), Text("last_error"))
    {
        Exposed = false,
        ForeignKeys = [InTenant(), new("cloud_hook_id", "cloud_hook", "cascade", null, null)],
        Indexes = [Index("cloud_hook_id"), new(["next_attempt"], Where: "delivered is null"), Index("created")],
    };

    /// <summary>How many runs may be active at once: of a label, or of a flow group.</summary>
    private static Table ConcurrencyLimit() => new("concurrency_limit", Text("label"), Uuid("flow_group_id"), Int("slots", 0))
    {
        ForeignKeys = [OfTenant(), new("flow_group_id", "flow_group", "cascade", "flow_group", "concurrency_limits")],
        Indexes = [Unique("tenant_id", "label"), Unique("tenant_id", "flow_group_id")],
    };
}
