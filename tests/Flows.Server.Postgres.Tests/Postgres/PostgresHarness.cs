using Flows.Server.Data;
using Flows.Server.Data.Postgres;
using Flows.Server.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flows.Server.Tests.Postgres;

/// <summary>A database as one replica sees it, below HTTP.</summary>
internal sealed class PostgresHarness : IAsyncDisposable
{
    private PostgresHarness(IDatabase database, EventHub events) => (Database, Events) = (database, events);

    public IDatabase Database { get; }

    public EventHub Events { get; }

    public static async Task<PostgresHarness> OpenAsync(string address)
    {
        var events = new EventHub();
        return new(await PostgresDatabase.OpenAsync(address, new(1000, TimeSpan.FromSeconds(30)), TimeProvider.System, events, NullLogger.Instance), events);
    }

    public Task<int> ExecuteAsync(string sql) => Database.WriteAsync(s => s.ExecuteAsync(sql));

    public async Task<long> NumberAsync(string sql) => (await Database.ReadAsync(s => s.QueryAsync(sql, r => r.GetInt64(0))))[0];

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
