using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Flows.Results;

/// <summary>
/// The JSON of values that belong to users: parameters and results. Reflection is used only where the program has it; a trimmed or
/// natively compiled program has the types of <see cref="CommonValues"/>.
/// </summary>
internal static class ValueJson
{
    private static readonly JsonSerializerOptions Options = CreateOptions();

    [FeatureSwitchDefinition("System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault")]
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))]
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))]
    [UnconditionalSuppressMessage("Trimming", "IL4000", Justification = "It is the serializer's own switch: where it is off, the branches behind it are removed.")]
    private static bool HasReflection => JsonSerializer.IsReflectionEnabledByDefault;

    /// <summary>Writes a value as JSON.</summary>
    /// <exception cref="ValueJsonException">Its type cannot be written.</exception>
    public static void Write(Stream target, object? value, Type type)
    {
        try
        {
            JsonSerializer.Serialize(target, value, Info(type));
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or JsonException)
        {
            throw CannotWrite(type, e);
        }
    }

    /// <summary>Writes a value as JSON.</summary>
    /// <exception cref="ValueJsonException">Its type cannot be written.</exception>
    public static JsonElement Write(object? value, Type type)
    {
        try
        {
            return JsonSerializer.SerializeToElement(value, Info(type));
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or JsonException)
        {
            throw CannotWrite(type, e);
        }
    }

    /// <summary>Reads a value of a type.</summary>
    /// <exception cref="ValueJsonException">The JSON does not hold one, or the type cannot be read.</exception>
    public static object? Read(string json, Type type) => Read(type, info => JsonSerializer.Deserialize(json, info));

    /// <summary>Reads a value of a type.</summary>
    /// <exception cref="ValueJsonException">The JSON does not hold one, or the type cannot be read.</exception>
    public static object? Read(JsonElement json, Type type) => Read(type, info => json.Deserialize(info));

    private static object? Read(Type type, Func<JsonTypeInfo, object?> read)
    {
        try
        {
            return read(Info(type));
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or JsonException)
        {
            throw new ValueJsonException($"That JSON is no {TypeName.Of(type)}, or a {TypeName.Of(type)} cannot be read from JSON: {e.Message}", e);
        }
    }

    private static ValueJsonException CannotWrite(Type type, Exception cause) =>
        new($"A {TypeName.Of(type)} cannot be written as JSON: {cause.Message}", cause);

    private static JsonTypeInfo Info(Type type) => Options.TryGetTypeInfo(type, out var info) ? info
        : throw new NotSupportedException(HasReflection
            ? "the serializer does not know this type."
            : "this program was published without reflection-based JSON, and the type is not one of the common ones.");

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = HasReflection ? JsonTypeInfoResolver.Combine(CommonValues.Default, new DefaultJsonTypeInfoResolver()) : CommonValues.Default,
            PropertyNameCaseInsensitive = true,
            IncludeFields = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        if (HasReflection) options.Converters.Add(new JsonStringEnumConverter());
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>A value cannot be turned into JSON or back.</summary>
internal sealed class ValueJsonException(string message, Exception inner) : Exception(message, inner);
