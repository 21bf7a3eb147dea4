using System.Text.Json;
using Flows.Server.Model;

namespace Flows.Server.Sql;

/// <summary>Writes a row as a JSON object, straight from the database's columns.</summary>
internal static class RowWriter
{
    /// <summary>Writes a column that holds JSON, with computed values where there are some.</summary>
    public static void WriteJson(Utf8JsonWriter json, IRowCursor row, int column, ComputedShape? computed)
    {
        if (computed is null)
        {
            row.Write(json, column, ColumnKind.Json);
            return;
        }
        using var built = ComputedShape.Read(scratch => row.Write(scratch, column, ColumnKind.Json));
        computed.Write(json, built.RootElement);
    }

    public static void Write(Utf8JsonWriter json, RowShape shape, IRowCursor row)
    {
        json.WriteStartObject();
        foreach (var field in shape.Fields)
        {
            json.WritePropertyName(field.Key);
            WriteValue(json, field, row);
        }
        json.WriteEndObject();
    }

    /// <summary>Writes the value of one member.</summary>
    public static void WriteValue(Utf8JsonWriter json, RowField field, IRowCursor row)
    {
        switch (field)
        {
            case ValueField value:
                row.Write(json, value.Column, value.Kind);
                break;
            case RewrittenField rewritten:
                WriteJson(json, row, rewritten.Column, rewritten.Computed);
                break;
            case ComputedRowField computed:
                using (var columns = ComputedShape.Read(scratch => Write(scratch, new([.. computed.Columns]), row)))
                    computed.Computation.Write(json, columns.RootElement);
                break;
            case LiteralField literal:
                json.WriteStringValue(literal.Text);
                break;
            case ObjectField one when one.Shape.Probe >= 0 && !row.IsTrue(one.Shape.Probe):
                json.WriteNullValue();
                break;
            case ObjectField one:
                Write(json, one.Shape, row);
                break;
            case PlanField many:
                row.Write(json, many.Plan);
                break;
            default:
                throw new InvalidOperationException($"cannot write {field.GetType().Name}");
        }
    }
}
