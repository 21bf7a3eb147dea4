using System.Globalization;
using Npgsql;

namespace Flows.Server.Data.Postgres;

/// <summary>The connections to a PostgreSQL database: those that read, those that write, and one that listens.</summary>
internal sealed class PostgresPools : IAsyncDisposable
{
    /// <summary>What every session is: in UTC; without compiling plans, which costs more than our queries; noticed when its server process is gone.</summary>
    private const string Session =
        "-c timezone=UTC -c jit=off -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";

    /// <summary>Waiting for a lock is bounded by itself, so this is only a guard against a server that has stopped to work.</summary>
    private const int WriteSeconds = 300;

    private readonly NpgsqlDataSource reads, writes, alone;

    public PostgresPools(PostgresAddress address, ReadLimits limits)
    {
        Writers = Math.Max(4, address.Settings.MaxPoolSize / 3);
        Readers = Math.Max(4, address.Settings.MaxPoolSize - Writers - 1);
        var milliseconds = ((long)limits.Time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        // Repeatable read makes one snapshot of all statements that are sent together.
        reads = Source(address, Readers, $"-c statement_timeout={milliseconds} -c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read");
        // A replica that is frozen in a transaction loses its locks after a minute.
        writes = Source(address, Writers, "-c idle_in_transaction_session_timeout=60000 -c lock_timeout=30000", s =>
        {
            if (!address.Settings.ShouldSerialize("Command Timeout")) s.CommandTimeout = WriteSeconds;
        });
        alone = Source(address, 1, "", s => (s.KeepAlive, s.Pooling, s.CommandTimeout) = (30, false, 0));
    }

    /// <summary>How many connections read at most.</summary>
    public int Readers { get; }

    /// <summary>How many connections write at most.</summary>
    public int Writers { get; }

    public ValueTask<NpgsqlConnection> OpenReaderAsync(CancellationToken cancellationToken) => reads.OpenConnectionAsync(cancellationToken);

    public ValueTask<NpgsqlConnection> OpenWriterAsync(CancellationToken cancellationToken) => writes.OpenConnectionAsync(cancellationToken);

    /// <summary>Opens a connection beside the others, for as long as it takes: to listen, or to change the schema.</summary>
    public ValueTask<NpgsqlConnection> OpenAloneAsync(CancellationToken cancellationToken) => alone.OpenConnectionAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await alone.DisposeAsync();
        await reads.DisposeAsync();
        await writes.DisposeAsync();
    }

    private static NpgsqlDataSource Source(PostgresAddress address, int connections, string options, Action<NpgsqlConnectionStringBuilder>? more = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(address.Settings.ConnectionString)
        {
            MaxPoolSize = connections,
            MinPoolSize = 0,
            Options = $"{Session} {options} {address.Settings.Options}".Trim(),
            // Nothing of a session is changed, so there is nothing to reset; its prepared statements stay.
            NoResetOnClose = true,
            ReadBufferSize = 64 * 1024,
            IncludeErrorDetail = false,
            // A machine that is gone is noticed within a minute.
            TcpKeepAlive = true,
            TcpKeepAliveTime = 30,
            TcpKeepAliveInterval = 10,
        };
        if (!settings.ShouldSerialize("Max Auto Prepare")) (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (256, 2);
        more?.Invoke(settings);
        return NpgsqlDataSource.Create(settings);
    }
}
