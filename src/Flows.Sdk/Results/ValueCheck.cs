using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Flows.Results;

/// <summary>
/// Finds the place at which JSON does not fit a type. It is stricter than the serializer, which takes what is missing for zero and
/// passes over what it does not know: a misspelt member must not run for an hour.
/// </summary>
internal static class ValueCheck
{
    /// <summary>What is wrong, and where: a path such as <c>settings.rows[2].name</c>.</summary>
    internal readonly record struct Misfit(string Path, string What);

    /// <summary>The first place that does not fit; null when the serializer may read the value.</summary>
    public static Misfit? Find(JsonElement value, Type type, ValueJson json, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Takes(path, type, value) : null;
        var info = json.Info(Nullable.GetUnderlyingType(type) ?? type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object when info.PolymorphismOptions is null => FindInObject(value, info, json, path),
            JsonTypeInfoKind.Enumerable => FindInList(value, info, json, path),
            JsonTypeInfoKind.Dictionary => FindInDictionary(value, info, json, path),
            _ => FindInValue(value, type, json, path),
        };
    }

    /// <summary>Whether JSON must have a member: there is no default for it, and null is none of its values.</summary>
    public static bool IsNeeded(JsonPropertyInfo member) =>
        member.IsRequired || member.AssociatedParameter is { HasDefaultValue: false, IsNullable: false } parameter && Nullable.GetUnderlyingType(parameter.ParameterType) is null;

    /// <summary>The members that JSON may have.</summary>
    public static IEnumerable<JsonPropertyInfo> Members(JsonTypeInfo info) => info.Properties.Where(p => !p.IsExtensionData && (p.Set is not null || p.AssociatedParameter is not null));

    private static Misfit? FindInObject(JsonElement value, JsonTypeInfo info, ValueJson json, string path)
    {
        if (value.ValueKind != JsonValueKind.Object) return new(path, $"takes {TypeName.Of(info.Type)}, an object of {Names(info)}, not {TypeName.Show(value)}");
        foreach (var member in value.EnumerateObject())
        {
            if (Members(info).FirstOrDefault(p => p.Name.Equals(member.Name, StringComparison.OrdinalIgnoreCase)) is not { } known)
            {
                if (info.Properties.Any(p => p.IsExtensionData)) continue;
                return new(path, $"has no member '{member.Name}'; it takes {Names(info)}");
            }

            if (member.Value.ValueKind == JsonValueKind.Null && !known.IsSetNullable) return Takes($"{path}.{known.Name}", known.PropertyType, member.Value);
            if (Find(member.Value, known.PropertyType, json, $"{path}.{known.Name}") is { } misfit) return misfit;
        }

        return Members(info).FirstOrDefault(p => IsNeeded(p) && !value.EnumerateObject().Any(m => m.Name.Equals(p.Name, StringComparison.OrdinalIgnoreCase))) is { } missing
            ? new(path, $"lacks its member '{missing.Name}' ({TypeName.Of(missing.PropertyType)})")
            : null;
    }

    private static Misfit? FindInList(JsonElement value, JsonTypeInfo info, ValueJson json, string path) => value.ValueKind != JsonValueKind.Array
        ? new(path, $"takes {TypeName.Of(info.Type)}, a list, not {TypeName.Show(value)}")
        : info.ElementType is null ? null : value.EnumerateArray().Select((item, i) => Find(item, info.ElementType, json, $"{path}[{i}]")).FirstOrDefault(m => m is not null);

    private static Misfit? FindInDictionary(JsonElement value, JsonTypeInfo info, ValueJson json, string path) => value.ValueKind != JsonValueKind.Object
        ? new(path, $"takes {TypeName.Of(info.Type)}, an object, not {TypeName.Show(value)}")
        : info.ElementType is null ? null : value.EnumerateObject().Select(item => Find(item.Value, info.ElementType, json, $"{path}.{item.Name}")).FirstOrDefault(m => m is not null);

    private static Misfit? FindInValue(JsonElement value, Type type, ValueJson json, string path)
    {
        if (!ValueConverter.TryConvert(value, type, json, out var converted)) return Takes(path, type, value);
        // A number that no name stands for would be read all the same.
        return converted is Enum constant && !char.IsLetter(constant.ToString()[0]) ? Takes(path, type, value) : null;
    }

    private static Misfit Takes(string path, Type type, JsonElement value) => new(path, $"takes {TypeName.Of(type)}{Hint(Nullable.GetUnderlyingType(type) ?? type)}, not {TypeName.Show(value)}");

    private static string Hint(Type type) => type.IsEnum ? $" ({Quoted(Enum.GetNames(type))})"
        : type == typeof(TimeSpan) ? " (such as \"00:05:00\")"
        : type == typeof(DateOnly) ? " (such as \"2021-03-12\")"
        : type == typeof(TimeOnly) ? " (such as \"09:30:00\")"
        : type == typeof(DateTime) || type == typeof(DateTimeOffset) ? " (such as \"2021-03-12T09:30:00Z\")"
        : "";

    private static string Names(JsonTypeInfo info) => Quoted(Members(info).Select(p => p.Name));

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));
}
