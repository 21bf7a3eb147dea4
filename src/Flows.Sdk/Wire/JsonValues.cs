using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Flows.Wire;

/// <summary>
/// JSON without a schema, as CLR values: text, bool, int, long, double, null, <c>List&lt;object?&gt;</c> and
/// <c>Dictionary&lt;string, object?&gt;</c>. States carry such values in their context.
/// </summary>
internal static class JsonValues
{
    public static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(json),
        JsonValueKind.Array => json.EnumerateArray().Select(Read).ToList(),
        JsonValueKind.Object => ReadObject(json),
        _ => null,
    };

    public static Dictionary<string, object?> ReadObject(JsonElement json) => json.EnumerateObject().ToDictionary(p => p.Name, p => Read(p.Value));

    /// <summary>Writes a value; what is no JSON is written as its text.</summary>
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case JsonElement json: json.WriteTo(writer); break;
            case DateTimeOffset time: writer.WriteStringValue(WireTime.Format(time)); break;
            case double or float: WriteDouble(writer, Convert.ToDouble(value, CultureInfo.InvariantCulture)); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case sbyte or byte or short or ushort or int or uint or long: writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case IEnumerable<KeyValuePair<string, object?>> fields: WriteObject(writer, fields); break;
            case IEnumerable items: WriteArray(writer, items); break;
            default: writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }

    public static void WriteObject(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> fields)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, IEnumerable items)
    {
        writer.WriteStartArray();
        foreach (var item in items) Write(writer, item);
        writer.WriteEndArray();
    }

    // 2.0 stays 2.0: readers in other languages tell whole numbers from fractions by the spelling.
    private static void WriteDouble(Utf8JsonWriter writer, double number)
    {
        if (!double.IsFinite(number)) writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
        else if (Math.Abs(number) < 1e15 && Math.Floor(number) == number) writer.WriteRawValue(number.ToString("F1", CultureInfo.InvariantCulture));
        else writer.WriteNumberValue(number);
    }

    private static object Number(JsonElement json) =>
        json.TryGetInt32(out var small) ? small : json.TryGetInt64(out var large) ? large : (object)json.GetDouble();
}
