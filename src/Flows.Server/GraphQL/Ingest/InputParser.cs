using System.Text.Json;
using Flows.Server.GraphQL.Mutations;
using Flows.Server.Model;

namespace Flows.Server.GraphQL.Ingest;

/// <summary>
/// Reads an input straight from UTF-8 into the values that <see cref="InputReader"/> makes of it. What does not fit, or fits only by a rule
/// that is seldom needed, it leaves to that reader, which says what is wrong.
/// </summary>
internal static class InputParser
{
    /// <summary>The longest instant that has no more digits than are kept.</summary>
    private const int MaxInstant = 33;

    /// <param name="type">The type.</param>
    /// <param name="json">Stands on the first token of the value; afterwards on the last.</param>
    /// <param name="whole">The JSON that is being read.</param>
    /// <param name="value">The value.</param>
    public static bool TryRead(InputType type, ref Utf8JsonReader json, ReadOnlySpan<byte> whole, out object? value)
    {
        value = null;
        if (json.TokenType == JsonTokenType.Null) return true;
        switch (type)
        {
            case ScalarInput { Name: "JSON" }:
                var start = (int)json.TokenStartIndex;
                json.Skip();
                value = JsonElement.Parse(whole[start..(int)json.BytesConsumed]);
                return true;
            case ScalarInput scalar:
                value = Scalar(scalar.Name, ref json);
                return value is not null;
            case EnumInput words:
                value = json.TokenType == JsonTokenType.String ? Word(words, ref json) : null;
                return value is not null;
            case ListInput list:
                return TryReadList(list, ref json, whole, out value);
            case ObjectInput fields:
                return TryReadObject(fields, ref json, whole, out value);
            default:
                return false;
        }
    }

    private static bool TryReadList(ListInput type, ref Utf8JsonReader json, ReadOnlySpan<byte> whole, out object? value)
    {
        var items = new List<object?>();
        value = items;
        var isArray = json.TokenType == JsonTokenType.StartArray;
        while (!isArray || (json.Read() && json.TokenType != JsonTokenType.EndArray))
        {
            if (!TryRead(type.Of, ref json, whole, out var item) || (item is null && type.IsItemRequired)) return false;
            items.Add(item);
            if (!isArray) break;
        }
        return true;
    }

    private static bool TryReadObject(ObjectInput type, ref Utf8JsonReader json, ReadOnlySpan<byte> whole, out object? value)
    {
        value = null;
        if (json.TokenType != JsonTokenType.StartObject) return false;
        var fields = new object?[type.Fields.Count];
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var i = Position(type, ref json);
            if (i < 0) return false;
            json.Read();
            if (!TryRead(type.Fields[i].Type, ref json, whole, out fields[i])) return false;
        }
        for (var i = 0; i < fields.Length; i++)
            if (fields[i] is null && type.Fields[i].IsRequired) return false;
        value = new InputObject(type, fields);
        return true;
    }

    private static int Position(ObjectInput type, ref Utf8JsonReader json)
    {
        for (var i = 0; i < type.Fields.Count; i++)
            if (json.ValueTextEquals(type.Fields[i].Utf8Name)) return i;
        return -1;
    }

    private static object? Scalar(string name, ref Utf8JsonReader json) => (name, json.TokenType) switch
    {
        ("String", JsonTokenType.String) => json.GetString(),
        ("Int", JsonTokenType.Number) when json.TryGetInt64(out var number) && number is >= int.MinValue and <= int.MaxValue => number,
        ("Boolean", JsonTokenType.True or JsonTokenType.False) => json.GetBoolean(),
        ("UUID", JsonTokenType.String) when json.TryGetGuid(out var id) => id,
        ("DateTime", JsonTokenType.String) => Instant(ref json),
        _ => null,
    };

    private static DateTimeOffset? Instant(ref Utf8JsonReader json)
    {
        var text = json.ValueSpan;
        // Without an offset the fast way would take it for local time.
        var hasOffset = text.Length is > 6 and <= MaxInstant && (text[^1] == 'Z' || text[^6] is (byte)'+' or (byte)'-') && text.IndexOf((byte)'T') >= 0;
        if (hasOffset && json.TryGetDateTimeOffset(out var fast)) return fast.ToUniversalTime();
        return Iso.TryParse(json.GetString(), out var instant) ? instant : null;
    }

    private static string? Word(EnumInput type, ref Utf8JsonReader json)
    {
        foreach (var word in type.Words)
            if (json.ValueTextEquals(word)) return word;
        return null;
    }
}
