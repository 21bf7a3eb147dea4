using System.Net.Sockets;
using Npgsql;

namespace Flows.Server.Data.Postgres;

/// <summary>Looks at a PostgreSQL server before it is used, and says what is wrong with it.</summary>
internal static class PostgresStart
{
    private const int OldestVersion = 130000;

    /// <exception cref="FlowsServerException">The server is too old, or its encoding cannot hold every text.</exception>
    public static async Task CheckAsync(PostgresPools pools, PostgresAddress address)
    {
        await using var connection = await pools.OpenWriterAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "select current_setting('server_version_num')::int, current_setting('server_version'), current_setting('server_encoding')";
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        if (reader.GetInt32(0) < OldestVersion)
            throw new FlowsServerException($"The database {address.Display} is PostgreSQL {reader.GetString(1)}, but Flows needs version 13 or later.");
        if (reader.GetString(2) != "UTF8")
            throw new FlowsServerException(
                $"The database {address.Display} has the encoding {reader.GetString(2)}, but Flows needs UTF8: create it with \"create database ... encoding 'UTF8'\".");
    }

    public static FlowsServerException Explain(Exception exception, PostgresAddress address)
    {
        var cause = exception is Errors.RequestException { InnerException: { } inner } ? inner : exception;
        var name = address.Settings.Database;
        var reason = cause switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => $"it does not exist. Make it with: createdb {name}",
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } e =>
                $"{e.MessageText}. Put user and password into the address, or the password into PGPASSWORD",
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } e =>
                $"{e.MessageText}. Make the user its owner: alter database {name} owner to {address.Settings.Username}",
            PostgresException e => e.MessageText,
            { InnerException: SocketException e } => $"{e.Message.TrimEnd('.')}. Is PostgreSQL running there, and does it listen on that port",
            { InnerException: TimeoutException } => "it does not answer. Look at the host, the port and the firewall between",
            _ => cause.Message.TrimEnd('.'),
        };
        return new($"The database {address.Display} cannot be opened: {reason}.".Replace("port.", "port?", StringComparison.Ordinal), cause);
    }
}
