using System.Globalization;
using Flows.Server.Errors;
using Flows.Server.Events;
using Npgsql;

namespace Flows.Server.Data.Postgres;

/// <summary>Ends a transaction so that its outcome is known, whatever happens to the connection meanwhile.</summary>
internal sealed class PostgresTransactions(PostgresPools pools, PostgresAddress address, PostgresEvents events, TimeProvider time)
{
    private const int MaxLooks = 10;

    /// <summary>Commits, and tells the replicas what has happened.</summary>
    /// <exception cref="RequestException">The connection was lost and the outcome cannot be found out.</exception>
    public async Task CommitAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ServerEvent> published)
    {
        var number = await NumberAsync(connection, published);
        try
        {
            await transaction.CommitAsync();
        }
        catch (Exception e) when (e is not PostgresException && PostgresErrors.IsConnectionLost(e) && number is not null)
        {
            if (!await HasCommittedAsync(number, e)) throw;
        }
        events.PublishHere(published);
    }

    /// <summary>The number of the transaction, null when it has changed nothing. What others are told travels in the same round trip.</summary>
    private async Task<string?> NumberAsync(NpgsqlConnection connection, IReadOnlyList<ServerEvent> published)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new("select pg_current_xact_id_if_assigned()::text"));
        foreach (var notice in events.NoticesFor(published))
        {
            var command = new NpgsqlBatchCommand("select pg_notify($1, $2)");
            command.Parameters.Add(new() { Value = PostgresEvents.Channel });
            command.Parameters.Add(new() { Value = notice });
            batch.BatchCommands.Add(command);
        }
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.ReadAsync();
        return await reader.IsDBNullAsync(0) ? null : reader.GetString(0);
    }

    /// <summary>Asks on another connection how a transaction ended whose commit was not answered.</summary>
    private async Task<bool> HasCommittedAsync(string number, Exception cause)
    {
        for (var look = 0; look < MaxLooks; look++)
        {
            try
            {
                await using var connection = await pools.OpenWriterAsync(CancellationToken.None);
                await using var command = connection.CreateCommand();
                command.CommandText = "select pg_xact_status($1::xid8)";
                command.Parameters.Add(new() { Value = number, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Unknown });
                switch (await command.ExecuteScalarAsync())
                {
                    case "committed": return true;
                    case "aborted": return false;
                }
            }
            catch (Exception e) when (PostgresErrors.IsConnectionLost(e))
            {
                // Not there yet: looked for again after a pause.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(1000, 50 << look)), time);
        }
        throw new RequestException(
            string.Create(CultureInfo.InvariantCulture,
                $"The database {address.Display} was lost while a change was being committed, and does not come back: look whether it is stored before you repeat it."),
            ErrorCodes.Uncertain, cause: cause);
    }
}
