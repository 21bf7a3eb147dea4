using System.Buffers;
using System.Text;
using Flows.Server.Model;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Flows.Server.Data.Sqlite;

/// <summary>
/// A statement that is run for many rows of arguments: they go to SQLite without ADO's values and parameters in between, which would cost more
/// than SQLite itself.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int IdLength = 36;

    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt statement;
    private readonly int[] positions;
    private readonly byte[] buffer = new byte[1024];

    public SqliteStatement(SqliteConnection connection, string sql, IReadOnlyList<string> names)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        positions = [.. names.Select(n => raw.sqlite3_bind_parameter_index(statement, "@" + n))];
    }

    /// <summary>Runs it once.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run(ReadOnlySpan<object?> row)
    {
        for (var i = 0; i < row.Length; i++) Check(Bind(positions[i], row[i]));
        var code = raw.sqlite3_step(statement);
        var changed = code == raw.SQLITE_DONE ? raw.sqlite3_changes(connection.Handle) : 0;
        // The reset says again what the step said.
        if (raw.sqlite3_reset(statement) is var reset && code is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) Check(reset);
        return changed;
    }

    public void Dispose() => raw.sqlite3_finalize(statement);

    private int Bind(int position, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, position),
        string text => BindText(position, text),
        JsonText json => BindText(position, json.Text),
        Guid id => BindId(position, id),
        DateTimeOffset instant => BindTime(position, instant),
        int number => raw.sqlite3_bind_int64(statement, position, number),
        long number => raw.sqlite3_bind_int64(statement, position, number),
        double number => raw.sqlite3_bind_double(statement, position, number),
        bool yes => raw.sqlite3_bind_int(statement, position, yes ? 1 : 0),
        TimeSpan span => BindText(position, Intervals.Format(span)),
        _ => throw new InvalidOperationException($"a row of arguments cannot hold {value.GetType().Name}"),
    };

    private int BindText(int position, string text)
    {
        var needed = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (needed <= buffer.Length) return raw.sqlite3_bind_text(statement, position, buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
        var rented = ArrayPool<byte>.Shared.Rent(needed);
        var code = raw.sqlite3_bind_text(statement, position, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return code;
    }

    private int BindId(int position, Guid id)
    {
        id.TryFormat(buffer, out _);
        return raw.sqlite3_bind_text(statement, position, buffer.AsSpan(0, IdLength));
    }

    private int BindTime(int position, DateTimeOffset instant)
    {
        Iso.Format(instant, buffer);
        return raw.sqlite3_bind_text(statement, position, buffer.AsSpan(0, Iso.Length));
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, connection.Handle);
    }
}
