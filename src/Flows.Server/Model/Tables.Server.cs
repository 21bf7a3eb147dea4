using static Flows.Server.Model.Columns;

namespace Flows.Server.Model;

/// <summary>Who may call, who has called, and which replica does what.</summary>
internal static partial class Tables
{
    /// <summary>API keys; of the key itself only the hash is kept. One without a tenant is for all of them.</summary>
    private static Table ApiKey() => new("api_key", true,
        Uuid("tenant_id"), Text("name", false), Text("prefix", false), Hidden(Text("hash", false)), Text("scope", false), Time("expires_at"), Time("revoked"),
        Time("last_used"))
    {
        IsAdminOnly = true,
        ForeignKeys = [OfTenant()],
        Indexes = [Unique("hash"), Index("tenant_id", "name")],
    };

    /// <summary>A browser that has traded a key for a cookie; without a key's id it was the server's own key.</summary>
    private static Table BrowserSession() => new("browser_session", true, Uuid("api_key_id"), Text("hash", false), Time("expires", false))
    {
        Exposed = false,
        ForeignKeys = [new("api_key_id", "api_key", "cascade", null, null)],
        Indexes = [Unique("hash"), Index("api_key_id"), Index("expires")],
    };

    /// <summary>Who has called which mutation, on what, from where, and how it ended; the trail outlives the tenant.</summary>
    private static Table AuditEntry() => new("audit_entry", true,
        Uuid("tenant_id"), Uuid("api_key_id"), Text("caller", false), Text("mutation", false), Json("subjects", "{}"), Text("address"), Bool("succeeded"), Text("message"))
    {
        IsAdminOnly = true,
        ForeignKeys = [new("tenant_id", "tenant", "set null", null, null)],
        Indexes = [Index("tenant_id", "created"), Index("created")],
    };

    /// <summary>Which replica runs a background service, and until when it may.</summary>
    private static Table Lease() => new("lease", true, Text("name", false), Text("holder", false), Time("until", false), Int("term", 0))
    {
        Exposed = false,
        Indexes = [Unique("name")],
    };
}
