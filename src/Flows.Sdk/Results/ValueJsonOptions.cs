using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Flows.Results;

/// <summary>The settings by which values become JSON.</summary>
internal static class ValueJsonOptions
{
    /// <summary>Whether the program was built with JSON by reflection; where it is off, the branches behind it are removed.</summary>
    [FeatureSwitchDefinition("System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault")]
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))]
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))]
    [UnconditionalSuppressMessage("Trimming", "IL4000", Justification = "It is the serializer's own switch: where it is off, the branches behind it are removed.")]
    public static bool HasReflection => JsonSerializer.IsReflectionEnabledByDefault;

    /// <summary>The settings of a flow that does not bring its own.</summary>
    public static JsonSerializerOptions Default { get; } = Create(null);

    /// <summary>Our settings, with the types of a flow going before the common ones.</summary>
    /// <param name="types">The types that the flow brings; null when it brings none.</param>
    public static JsonSerializerOptions Create(IJsonTypeInfoResolver? types)
    {
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = Resolver(types),
            PropertyNameCaseInsensitive = true,
            IncludeFields = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        if (HasReflection) options.Converters.Add(new JsonStringEnumConverter());
        options.MakeReadOnly();
        return options;
    }

    /// <summary>The settings of a flow's own, with the types that it does not know added.</summary>
    /// <param name="own">The flow's settings, which are copied.</param>
    public static JsonSerializerOptions Complete(JsonSerializerOptions own)
    {
        var options = new JsonSerializerOptions(own) { TypeInfoResolver = Resolver(own.TypeInfoResolver) };
        options.MakeReadOnly();
        return options;
    }

    private static IJsonTypeInfoResolver Resolver(IJsonTypeInfoResolver? types) => HasReflection
        ? JsonTypeInfoResolver.Combine(types, CommonValues.Default, new DefaultJsonTypeInfoResolver())
        : JsonTypeInfoResolver.Combine(types, CommonValues.Default);
}
