using System.Text.Json;
using Flows.Server.Model;
using Flows.Server.Sql;
using SQLitePCL;

namespace Flows.Server.Data.Sqlite;

/// <summary>The row that a SQLite statement stands on. Text goes to the answer as the bytes that SQLite holds.</summary>
internal sealed class SqliteCursor(sqlite3_stmt statement, Action<Utf8JsonWriter, RowPlan> other) : IRowCursor
{
    public bool IsTrue(int column) => raw.sqlite3_column_int(statement, column) != 0;

    public void Write(Utf8JsonWriter json, RowPlan plan) => other(json, plan);

    public void Write(Utf8JsonWriter json, int column, ColumnKind kind)
    {
        if (raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL)
        {
            json.WriteNullValue();
            return;
        }
        switch (kind)
        {
            case ColumnKind.Int:
                json.WriteNumberValue(raw.sqlite3_column_int64(statement, column));
                break;
            case ColumnKind.Bool:
                json.WriteBooleanValue(raw.sqlite3_column_int(statement, column) != 0);
                break;
            case ColumnKind.Json or ColumnKind.OpaqueJson:
                json.WriteRawValue(raw.sqlite3_column_blob(statement, column), skipInputValidation: true);
                break;
            default:
                json.WriteStringValue(raw.sqlite3_column_blob(statement, column));
                break;
        }
    }
}
