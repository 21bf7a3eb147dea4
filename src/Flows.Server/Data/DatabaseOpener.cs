using Flows.Server.Data.Sqlite;
using Flows.Server.Events;

namespace Flows.Server.Data;

/// <summary>Opens the database that the options name.</summary>
internal static class DatabaseOpener
{
    /// <exception cref="FlowsServerException">It cannot be opened.</exception>
    public static async Task<IDatabase> OpenAsync(FlowsServerOptions options, EventHub events) =>
        await SqliteDatabase.OpenAsync(options.Database, new(options.MaxRows, options.QueryTimeout), options.TimeProvider, events);
}
