using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Flows.Results;

/// <summary>
/// The JSON of values that belong to users: parameters and results. Reflection is used only where the program has it; a trimmed or
/// natively compiled program has the types of <see cref="CommonValues"/>, and those that its flow brings.
/// </summary>
/// <param name="own">The settings that a flow brings; null for those that all flows have, which are made when the first value needs them.</param>
internal sealed class ValueJson(JsonSerializerOptions? own)
{
    /// <summary>The JSON of a flow that does not bring its own.</summary>
    public static ValueJson Default { get; } = new(null);

    /// <summary>The JSON of a flow.</summary>
    /// <param name="options">What it brings, made by <see cref="ValueJsonOptions"/>; null when it brings nothing.</param>
    public static ValueJson Of(JsonSerializerOptions? options) => options is null ? Default : new(options);

    private JsonSerializerOptions Options => own ?? ValueJsonOptions.Default;

    /// <summary>Whether values of a type can be JSON at all in this program.</summary>
    public bool Knows(Type type) => Options.TryGetTypeInfo(type, out _);

    /// <summary>Writes a value as JSON.</summary>
    /// <exception cref="ValueJsonException">Its type cannot be written.</exception>
    public void Write(Stream target, object? value, Type type)
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
    public JsonElement Write(object? value, Type type)
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
    public object? Read(string json, Type type) => Read(type, info => JsonSerializer.Deserialize(json, info));

    /// <summary>Reads a value of a type from UTF-8.</summary>
    /// <exception cref="ValueJsonException">The JSON does not hold one, or the type cannot be read.</exception>
    public object? Read(ReadOnlySpan<byte> json, Type type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Info(type));
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or JsonException)
        {
            throw CannotRead(type, e);
        }
    }

    /// <summary>Reads a value of a type.</summary>
    /// <exception cref="ValueJsonException">The JSON does not hold one, or the type cannot be read.</exception>
    public object? Read(JsonElement json, Type type) => Read(type, info => json.Deserialize(info));

    private object? Read(Type type, Func<JsonTypeInfo, object?> read)
    {
        try
        {
            return read(Info(type));
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or JsonException)
        {
            throw CannotRead(type, e);
        }
    }

    private static ValueJsonException CannotRead(Type type, Exception cause) =>
        new($"That JSON is no {TypeName.Of(type)}, or a {TypeName.Of(type)} cannot be read from JSON: {cause.Message}", cause);

    private static ValueJsonException CannotWrite(Type type, Exception cause) =>
        new($"A {TypeName.Of(type)} cannot be written as JSON: {cause.Message}", cause);

    /// <summary>How values of a type become JSON.</summary>
    /// <exception cref="NotSupportedException">Nothing is known of the type.</exception>
    public JsonTypeInfo Info(Type type) => Options.TryGetTypeInfo(type, out var info) ? info
        : throw new NotSupportedException(ValueJsonOptions.HasReflection
            ? "the serializer does not know this type."
            : "this program was published without reflection-based JSON, and the type is not one of the common ones: give the flow a JsonSerializerContext that has it, by UseJson.");
}

/// <summary>A value cannot be turned into JSON or back.</summary>
internal sealed class ValueJsonException(string message, Exception inner) : Exception(message, inner);
