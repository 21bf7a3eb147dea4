using static Flows.Server.Model.Columns;

namespace Flows.Server.Model;

/// <summary>The tables of contract section 3.3: what a flow is. Runs and the rest are in the other parts.</summary>
internal static partial class Tables
{
    /// <summary>New descriptions of all tables, each after those that it refers to.</summary>
    public static IEnumerable<Table> All() =>
    [
        Tenant(), Project(), FlowGroup(), Flow(), Task(), Edge(),
        AgentConfig(), Agent(), FlowRun(), TaskRun(), FlowRunState(), TaskRunState(), Log(), TaskRunArtifact(),
        Message(), CloudHook(), CloudHookEvent(), RunLogCounter(), ConcurrencyLimit(), ApiKey(), BrowserSession(), AuditEntry(), Lease(),
    ];

    private static Table Tenant() =>
        new("tenant", true, Text("name", false), Text("slug", false), Json("info"), Json("settings", "{}")) { Indexes = [Unique("slug")] };

    private static Table Project() => new("project", Text("name", false), Text("description"))
    {
        ForeignKeys = [OfTenant("projects")],
        Indexes = [Unique("tenant_id", "name")],
    };

    private static Table FlowGroup() => new("flow_group",
        Text("name", false), Text("description"), Json("settings", "{}"), Json("default_parameters", "{}"), Opaque("schedule"), Json("labels"),
        Json("run_config"))
    {
        ForeignKeys = [OfTenant("flow_groups")],
        Indexes = [Unique("tenant_id", "name")],
    };

    private static Table Flow() => new("flow",
        Uuid("project_id", false), Uuid("flow_group_id", false), Text("name", false), Int("version", 1), Text("version_group_id", false), Text("description"),
        Bool("archived"), Text("core_version"), Opaque("serialized_flow"), Json("environment"), Json("run_config"), Json("storage"), Json("parameters", "[]"),
        Opaque("schedule"), Bool("is_schedule_active"), Json("settings", "{}"))
    {
        ForeignKeys = [OfTenant("flows"), Parent("project", "flows"), Parent("flow_group", "flows")],
        Indexes = [Index("project_id", "name"), Index("flow_group_id", "version desc"), Index("tenant_id", "created")],
    };

    private static Table Task() => new("task",
        Uuid("flow_id", false), Text("name"), Text("slug", false), Text("description"), Text("type"), Int("max_retries", 0), Interval("retry_delay"),
        Text("trigger"),
        Bool("mapped"), Bool("auto_generated"), Text("cache_key"), Bool("is_root_task"), Bool("is_terminal_task"), Bool("is_reference_task"),
        Json("tags", "[]"))
    {
        ForeignKeys = [InTenant(), Parent("flow", "tasks")],
        Indexes = [Unique("flow_id", "slug")],
    };

    private static Table Edge() => new("edge",
        Uuid("flow_id", false), Uuid("upstream_task_id", false), Uuid("downstream_task_id", false), Text("key"), Bool("mapped"))
    {
        ForeignKeys =
        [
            InTenant(), Parent("flow", "edges"),
            new("upstream_task_id", "task", "cascade", "upstream_task", "downstream_edges"),
            new("downstream_task_id", "task", "cascade", "downstream_task", "upstream_edges"),
        ],
        Indexes = [Unique("flow_id", "downstream_task_id", "upstream_task_id"), Index("upstream_task_id"), Index("downstream_task_id")],
    };
}
