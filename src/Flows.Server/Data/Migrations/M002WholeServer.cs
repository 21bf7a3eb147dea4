using Flows.Server.Model;
using Flows.Server.Sql;
using static Flows.Server.Model.Columns;

namespace Flows.Server.Data.Migrations;

/// <summary>Claims, limits, accounts, hooks, leases and streams. It has its own descriptions: those in <see cref="Tables"/> will move on.</summary>
internal static class M002WholeServer
{
    public static Migration Step { get; } = new(2, "claims, limits, accounts, hooks, leases, streams", Statements);

    private static IEnumerable<string> Statements(SqlDialect dialect) =>
    [
        Ddl.AddColumn("flow_run", Time("claim_until"), dialect),
        // The tenant belongs to it, so that counts of one tenant's runs by state read nothing but the index.
        "drop index if exists \"flow_run_state_scheduled_start_time\"",
        Ddl.CreateIndex("flow_run", Index("state", "scheduled_start_time", "tenant_id")),
        Ddl.AddColumn("log", Int("sequence", 0), dialect),
        Ddl.CreateIndex("log", Index("flow_run_id", "sequence")),
        Ddl.CreateIndex("task_run", new(["updated"], Where: "state = 'Running'")),
        .. NewTables().SelectMany(t => Ddl.Create(t, dialect)),
    ];

    private static IEnumerable<Table> NewTables() =>
    [
        new("cloud_hook_event",
            Uuid("cloud_hook_id", false), Uuid("flow_run_id"), Opaque("event"), Int("attempts", 0), Time("next_attempt"), Time("delivered"), Text("last_error"))
        {
            ForeignKeys = [InTenant(), new("cloud_hook_id", "cloud_hook", "cascade", null, null)],
            Indexes = [Index("cloud_hook_id"), new(["next_attempt"], Where: "delivered is null"), Index("created")],
        },
        new("run_log_counter", Uuid("flow_run_id", false), Int("last", 0))
        {
            ForeignKeys = [InTenant(), new("flow_run_id", "flow_run", "cascade", null, null)],
            Indexes = [Unique("flow_run_id")],
        },
        new("concurrency_limit", Text("label"), Uuid("flow_group_id"), Int("slots", 0))
        {
            ForeignKeys = [InTenant(), new("flow_group_id", "flow_group", "cascade", null, null)],
            Indexes = [Unique("tenant_id", "label"), Unique("tenant_id", "flow_group_id")],
        },
        new("api_key", true,
            Uuid("tenant_id"), Text("name", false), Text("prefix", false), Text("hash", false), Text("scope", false), Time("expires_at"), Time("revoked"),
            Time("last_used"))
        {
            ForeignKeys = [InTenant()],
            Indexes = [Unique("hash"), Index("tenant_id", "name")],
        },
        new("browser_session", true, Uuid("api_key_id"), Text("hash", false), Time("expires", false))
        {
            ForeignKeys = [new("api_key_id", "api_key", "cascade", null, null)],
            Indexes = [Unique("hash"), Index("api_key_id"), Index("expires")],
        },
        new("audit_entry", true,
            Uuid("tenant_id"), Uuid("api_key_id"), Text("caller", false), Text("mutation", false), Json("subjects", "{}"), Text("address"), Bool("succeeded"), Text("message"))
        {
            ForeignKeys = [new("tenant_id", "tenant", "set null", null, null)],
            Indexes = [Index("tenant_id", "created"), Index("created")],
        },
        new("lease", true, Text("name", false), Text("holder", false), Time("until", false), Int("term", 0)) { Indexes = [Unique("name")] },
    ];
}
