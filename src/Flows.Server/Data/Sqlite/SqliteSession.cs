using System.Data.Common;
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

    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

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

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        prepared.Clear();
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
