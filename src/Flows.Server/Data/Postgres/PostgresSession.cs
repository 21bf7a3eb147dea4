using System.Data.Common;
using Flows.Server.Events;
using Flows.Server.Model;
using Flows.Server.Sql;
using Npgsql;

namespace Flows.Server.Data.Postgres;

/// <summary>Hand-written SQL in the transaction of a connection.</summary>
/// <param name="connection">The connection, in a transaction.</param>
/// <param name="dialect">The dialect.</param>
/// <param name="cleansJson">Whether JSON is sent without the character 0, which <c>jsonb</c> does not take.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class PostgresSession(NpgsqlConnection connection, SqlDialect dialect, bool cleansJson, CancellationToken cancellationToken) : ISqlSession
{
    private readonly List<ServerEvent> published = [];

    public SqlDialect Dialect { get; } = dialect;

    public IReadOnlyList<ServerEvent> Published => published;

    public Task<int> ExecuteAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> arguments) => ExecuteAsync([Command(sql, arguments)]);

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        QueryAsync(Command(sql, arguments), read);

    public Task<int> ExecuteEachAsync(string sql, IReadOnlyList<string> names, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0) return Task.FromResult(0);
        var named = NamedSql.Of(sql);
        var places = named.Names.Select(n => Enumerable.Range(0, names.Count).First(i => names[i] == n)).ToList();
        return ExecuteAsync(rows.Select(row =>
        {
            var command = new NpgsqlBatchCommand(named.Text);
            foreach (var place in places) command.Parameters.Add(Parameter(row[place]));
            return command;
        }));
    }

    public Task InsertAsync(Table table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows) =>
        rows.Count == 0 ? Task.CompletedTask : ExecuteAsync([PostgresInsert.Command(table, columns, rows, cleansJson)]);

    public void Publish(ServerEvent happened) => published.Add(happened);

    private async Task<int> ExecuteAsync(IEnumerable<NpgsqlBatchCommand> commands)
    {
        await using var batch = connection.CreateBatch();
        foreach (var command in commands) batch.BatchCommands.Add(command);
        // Minus one is the answer for a statement that changes no rows by its nature.
        return Math.Max(0, await batch.ExecuteNonQueryAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(NpgsqlBatchCommand command, Func<DbDataReader, T> read)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }

    private NpgsqlBatchCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var named = NamedSql.Of(sql);
        var command = new NpgsqlBatchCommand(named.Text);
        foreach (var name in named.Names) command.Parameters.Add(Parameter(Find(arguments, name)));
        return command;
    }

    private NpgsqlParameter Parameter(object? value)
    {
        var parameter = new NpgsqlParameter();
        Dialect.Bind(parameter, cleansJson && value is JsonText json ? PostgresText.Clean(json) : value);
        return parameter;
    }

    private static object? Find(ReadOnlySpan<(string Name, object? Value)> arguments, string name)
    {
        foreach (var (given, value) in arguments)
            if (given == name) return value;
        throw new InvalidOperationException($"the statement has a parameter @{name} without a value");
    }
}
