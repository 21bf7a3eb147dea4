using System.Text.Json;

namespace Flows.Server.Sql;

/// <summary>Writes a row as a JSON object, straight from the database's columns.</summary>
internal static class RowWriter
{
    public static void Write(Utf8JsonWriter json, RowShape shape, IRowCursor row)
    {
        json.WriteStartObject();
        foreach (var field in shape.Fields)
        {
            json.WritePropertyName(field.Key);
            switch (field)
            {
                case ValueField value:
                    row.Write(json, value.Column, value.Kind);
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
        json.WriteEndObject();
    }
}
