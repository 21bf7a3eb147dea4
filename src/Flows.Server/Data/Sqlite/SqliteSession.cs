using System.Data.Common;
using Flows.Server.Events;
using Flows.Server.Model;
using Flows.Server.Sql;
using Microsoft.Data.Sqlite;

namespace Flows.Server.Data.Sqlite;

/// <summary>Hand-written SQL on one connection. Commands stay prepared, by their text.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1849",
    Justification = "SQLite has no asynchronous calls; the seam is asynchronous for databases that do.")]
internal sealed class SqliteSession(SqliteConnection connection, SqlDialect dialect) : ISqlSession, IDisposable
{
    /// <summary>Hand-written statements are few; the bound only guards against one that is put together.</summary>
    private const int MaxPrepared = 256;

    private readonly List<ServerEvent> published = [];
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteStatement> repeated = new(StringComparer.Ordinal);

    public SqlDialect Dialect { get; } = dialect;

    public void Run(string sql) => Command(sql, []).ExecuteNonQuery();

    public Task<int> ExecuteAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        Task.FromResult(Command(sql, arguments).ExecuteNonQuery());

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        using var reader = Command(sql, arguments).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return Task.FromResult<IReadOnlyList<T>>(rows);
    }

    public Task<int> ExecuteEachAsync(string sql, IReadOnlyList<string> names, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0) return Task.FromResult(0);
        if (!repeated.TryGetValue(sql, out var statement))
        {
            if (repeated.Count >= MaxPrepared) Dispose();
            repeated.Add(sql, statement = new(connection, sql, names));
        }
        var changed = 0;
        foreach (var row in rows) changed += statement.Run(row);
        return Task.FromResult(changed);
    }

    public Task InsertAsync(Table table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> rows) => ExecuteEachAsync(
        $"insert into {SqlDialect.Quote(table.Name)} ({string.Join(", ", columns.Select(SqlDialect.Quote))}) values ({string.Join(", ", columns.Select(c => "@" + c))})",
        columns, rows);

    public void Publish(ServerEvent happened) => published.Add(happened);

    /// <summary>How many events wait for the commit: where to go back to when an item of the transaction fails.</summary>
    public int PublishedCount => published.Count;

    /// <summary>Forgets events after the first so many.</summary>
    public void Unpublish(int keep) => published.RemoveRange(keep, published.Count - keep);

    /// <summary>Takes the events of the transaction that has just been committed.</summary>
    public IReadOnlyList<ServerEvent> TakePublished()
    {
        if (published.Count == 0) return [];
        ServerEvent[] taken = [.. published];
        published.Clear();
        return taken;
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        foreach (var statement in repeated.Values) statement.Dispose();
        prepared.Clear();
        repeated.Clear();
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "SQL texts are constants of the stores; values are parameters.")]
    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            if (prepared.Count >= MaxPrepared) Dispose();
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in arguments) command.Parameters.Add(new SqliteParameter { ParameterName = "@" + name });
            prepared.Add(sql, command);
        }
        for (var i = 0; i < arguments.Length; i++)
        {
            command.Parameters[i].ResetSqliteType();
            Dialect.Bind(command.Parameters[i], arguments[i].Value);
        }
        return command;
    }
}
