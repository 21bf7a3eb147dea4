using System.Buffers.Binary;
using System.Text.Json;
using Flows.Server.Model;
using Flows.Server.Sql;
using Npgsql;

namespace Flows.Server.Data.Postgres;

/// <summary>A row as the bytes that PostgreSQL sent, kept so that the reader may move on. Text goes to the answer as it came.</summary>
internal sealed class PostgresRow : IRowCursor
{
    /// <summary>The byte that <c>jsonb</c> has in front of its text.</summary>
    private const byte JsonbVersion = 1;

    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private byte[] bytes = new byte[4096];
    private (int Start, int Length)[] cells = [];

    public void Load(NpgsqlDataReader reader)
    {
        if (cells.Length < reader.FieldCount) cells = new (int, int)[reader.FieldCount];
        var used = 0;
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var length = reader.IsDBNull(i) ? -1 : (int)reader.GetBytes(i, 0, null, 0, 0);
            cells[i] = (used, length);
            if (length <= 0) continue;
            if (bytes.Length - used < length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, used + length));
            reader.GetBytes(i, 0, bytes, used, length);
            used += length;
        }
    }

    public bool IsTrue(int column) => Cell(column) is [not 0, ..];

    public void Write(Utf8JsonWriter json, RowPlan plan) => throw new InvalidOperationException("a list of its own is read by the reader");

    public void Write(Utf8JsonWriter json, int column, ColumnKind kind)
    {
        if (cells[column].Length < 0)
        {
            json.WriteNullValue();
            return;
        }
        var cell = Cell(column);
        switch (kind)
        {
            case ColumnKind.Uuid:
                json.WriteStringValue(new Guid(cell, bigEndian: true));
                break;
            case ColumnKind.Int:
                json.WriteNumberValue(cell.Length == sizeof(int) ? BinaryPrimitives.ReadInt32BigEndian(cell) : BinaryPrimitives.ReadInt64BigEndian(cell));
                break;
            case ColumnKind.Bool:
                json.WriteBooleanValue(cell[0] != 0);
                break;
            case ColumnKind.Time:
                Span<byte> text = stackalloc byte[Iso.Length];
                Iso.Format(new(Epoch.AddMicroseconds(BinaryPrimitives.ReadInt64BigEndian(cell))), text);
                json.WriteStringValue(text);
                break;
            case ColumnKind.Json or ColumnKind.OpaqueJson:
                json.WriteRawValue(cell[0] == JsonbVersion ? cell[1..] : cell, skipInputValidation: true);
                break;
            default:
                json.WriteStringValue(cell);
                break;
        }
    }

    private ReadOnlySpan<byte> Cell(int column) => cells[column] is (var start, > 0 and var length) ? bytes.AsSpan(start, length) : [];
}
