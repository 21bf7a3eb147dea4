using System.Text.Json;
using Flows.Server.Errors;
using Flows.Server.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Flows.Server.Data.Sqlite;

/// <summary>One reading connection: runs plans by SQLite's own statements, without ADO's values in between.</summary>
internal sealed class SqliteReader : IDisposable
{
    private const int MaxPrepared = 256, MaxPreparedLength = 16 * 1024, OperationsBetweenChecks = 20_000;

    /// <summary>The largest value that SQLite puts together, so that lists in lists cannot take all memory.</summary>
    private const int MaxValueBytes = 64 * 1024 * 1024;

    private readonly SqliteConnection connection;
    private readonly ReadLimits limits;
    private readonly TimeProvider time;
    private readonly Dictionary<string, sqlite3_stmt> prepared = new(StringComparer.Ordinal);
    private CancellationToken cancelled;
    private long started;
    private int rows;

    public SqliteReader(string path, SqlDialect dialect, ReadLimits limits, TimeProvider time)
    {
        this.limits = limits;
        this.time = time;
        connection = SqliteConnections.OpenReader(path);
        Session = new(connection, dialect);
        raw.sqlite3_limit(connection.Handle, raw.SQLITE_LIMIT_LENGTH, MaxValueBytes);
        raw.sqlite3_progress_handler(connection.Handle, OperationsBetweenChecks, _ => cancelled.IsCancellationRequested || IsLate ? 1 : 0, null);
    }

    public SqliteSession Session { get; }

    private bool IsLate => time.GetElapsedTime(started) > limits.Time;

    /// <summary>Starts the clock of one request.</summary>
    public void Begin(CancellationToken cancellationToken)
    {
        if (prepared.Count > MaxPrepared) Forget();
        cancelled = cancellationToken;
        started = time.GetTimestamp();
        rows = 0;
    }

    public void Write(Utf8JsonWriter json, RowPlan plan)
    {
        var statement = Prepare(plan.Sql);
        try
        {
            Bind(statement, plan.Parameters);
            var cursor = new SqliteCursor(statement, Write);
            switch (plan.Form)
            {
                case RowForm.Json:
                    Step(statement);
                    RowWriter.WriteJson(json, cursor, 0, plan.Computed);
                    break;
                case RowForm.Single when !Step(statement):
                    json.WriteNullValue();
                    break;
                case RowForm.Single:
                    RowWriter.Write(json, plan.Shape, cursor);
                    break;
                default:
                    json.WriteStartArray();
                    while (Step(statement)) RowWriter.Write(json, plan.Shape, cursor);
                    json.WriteEndArray();
                    break;
            }
        }
        finally
        {
            raw.sqlite3_reset(statement);
            raw.sqlite3_clear_bindings(statement);
            if (!IsKept(plan.Sql)) raw.sqlite3_finalize(statement);
        }
    }

    public void Dispose()
    {
        Forget();
        Session.Dispose();
        connection.Dispose();
    }

    private void Forget()
    {
        foreach (var statement in prepared.Values) raw.sqlite3_finalize(statement);
        prepared.Clear();
    }

    private sqlite3_stmt Prepare(string sql)
    {
        if (prepared.TryGetValue(sql, out var statement)) return statement;
        Check(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        if (IsKept(sql)) prepared.Add(sql, statement);
        return statement;
    }

    // A long statement is hardly ever asked again, and many of them would fill the memory.
    private static bool IsKept(string sql) => sql.Length <= MaxPreparedLength;

    private static void Bind(sqlite3_stmt statement, IReadOnlyList<object?> parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
            _ = parameters[i] switch
            {
                null => raw.sqlite3_bind_null(statement, i + 1),
                long number => raw.sqlite3_bind_int64(statement, i + 1, number),
                var text => raw.sqlite3_bind_text(statement, i + 1, text.ToString()),
            };
    }

    private bool Step(sqlite3_stmt statement)
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_DONE) return false;
        if (code != raw.SQLITE_ROW) Check(code);
        if (++rows > limits.Rows)
            throw new RequestException($"the answer has more than {limits.Rows} rows; ask for a page with limit and offset", ErrorCodes.Limit);
        return true;
    }

    private void Check(int code)
    {
        if (code == raw.SQLITE_OK) return;
        cancelled.ThrowIfCancellationRequested();
        if (code == raw.SQLITE_INTERRUPT)
            throw new RequestException($"the query took longer than {limits.Time.TotalSeconds:0} s; narrow it with where and limit", ErrorCodes.Limit);
        if (code == raw.SQLITE_TOOBIG)
            throw new RequestException($"a nested list is larger than {MaxValueBytes / (1024 * 1024)} MB; give it a limit, or ask for it by itself", ErrorCodes.Limit);
        throw new SqliteException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), code);
    }
}
