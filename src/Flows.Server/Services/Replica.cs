using Flows.Server.Data;
using Flows.Server.Sql;

namespace Flows.Server.Services;

/// <summary>The name of a server among those that share its database.</summary>
internal static class Replica
{
    /// <summary>A name that no other server has. A SQLite file has but one server, so there the next one is the same again and need not wait for the lease.</summary>
    public static string NameFor(IDatabase database) => database.Dialect is SqliteDialect
        ? "the server of this file"
        : $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid().ToString("N")[..8]}";
}
