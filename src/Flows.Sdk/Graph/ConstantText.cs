using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Flows.Graph;

/// <summary>
/// A constant as JSON text that is the same on every machine. Data is written with its values; of any other object only the type is
/// named, since what it holds may differ from machine to machine: a connection, a path, a cache.
/// </summary>
internal static class ConstantText
{
    public static string Of(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Write(json, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case JsonElement element:
                element.WriteTo(json);
                break;
            case Enum:
                json.WriteStringValue($"{value.GetType()}.{value}");
                break;
            case string or char or Uri or Version:
                json.WriteStringValue(value.ToString());
                break;
            case DateTime or DateTimeOffset or DateOnly or TimeOnly:
                json.WriteStringValue(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                break;
            case Guid or TimeSpan:
                json.WriteStringValue(value.ToString());
                break;
            case IConvertible or Half or Int128 or UInt128 or nint or nuint or BigInteger:
                // A number; NaN and the like are no JSON, but this text is hashed and not read.
                json.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), skipInputValidation: true);
                break;
            case IDictionary dictionary:
                // A generic dictionary enumerates pairs of its own, so it is asked for its keys.
                WriteAll(json, dictionary.Keys.Cast<object>().SelectMany(key => new[] { key, dictionary[key] }));
                break;
            case ICollection list:
                WriteAll(json, list.Cast<object?>());
                break;
            case ITuple tuple:
                WriteAll(json, Enumerable.Range(0, tuple.Length).Select(i => tuple[i]));
                break;
            default:
                json.WriteStringValue(value.GetType().ToString());
                break;
        }
    }

    private static void WriteAll(Utf8JsonWriter json, IEnumerable<object?> items)
    {
        json.WriteStartArray();
        foreach (var item in items) Write(json, item);
        json.WriteEndArray();
    }
}
