namespace Flows.Server.Access;

/// <summary>What a caller may do; each contains those before it.</summary>
internal enum AccessScope
{
    /// <summary>Queries and event streams.</summary>
    Read,

    /// <summary>All that registering, running and watching flows needs.</summary>
    Run,

    /// <summary>Tenants, API keys, limits, cloud hooks, agent configs, the audit log, retention.</summary>
    Admin,
}
