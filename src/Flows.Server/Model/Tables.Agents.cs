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
}
