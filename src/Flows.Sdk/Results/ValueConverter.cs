using System.Text.Json;

namespace Flows.Results;

/// <summary>Turns a value as it was given into the type that is asked for: by way of its JSON when it is of another type.</summary>
internal static class ValueConverter
{
    public static bool TryConvert(object? value, Type type, ValueJson json, out object? converted)
    {
        converted = value;
        if (value is null or JsonElement { ValueKind: JsonValueKind.Null })
        {
            converted = null;
            return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        }

        if (value is not JsonElement && type.IsInstanceOfType(value)) return true;
        try
        {
            var text = value as JsonElement? ?? json.Write(value, value.GetType());
            converted = type == typeof(object) ? Plain(text) : json.Read(text, type);
            return converted is not null;
        }
        catch (ValueJsonException)
        {
            return false;
        }
    }

    /// <summary>JSON without a type to read it as: text, numbers and truth values are what they look like.</summary>
    public static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var number) ? (object)number : json.GetDouble(),
        _ => json,
    };
}
