using Flows.Server.Data.Postgres;
using Flows.Server.Data.Sqlite;
using Flows.Server.Events;
using Flows.Server.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flows.Server.Data;

/// <summary>Opens the database that the options name.</summary>
internal static class DatabaseOpener
{
    /// <exception cref="FlowsServerException">It cannot be opened.</exception>
    public static async Task<IDatabase> OpenAsync(FlowsServerOptions options, EventHub events) => new MeasuredDatabase(await OpenPlainAsync(options, events));

    private static async Task<IDatabase> OpenPlainAsync(FlowsServerOptions options, EventHub events)
    {
        var limits = new ReadLimits(options.MaxRows, options.QueryTimeout);
        if (!options.IsPostgres) return await SqliteDatabase.OpenAsync(options.Database, limits, options.TimeProvider, events, options.Durability);
        var logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<PostgresDatabase>();
        return await PostgresDatabase.OpenAsync(options.Database, limits, options.TimeProvider, events, logger, options.Durability);
    }
}
