using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Flows.Results;

/// <summary>Tells, before there is a value, whether values of a type can be written as JSON and read back.</summary>
/// <param name="options">How values become JSON.</param>
internal sealed class JsonTypes(JsonSerializerOptions options)
{
    private static readonly Type[] Unsupported = [typeof(MemberInfo), typeof(Assembly), typeof(Module), typeof(Delegate), typeof(nint), typeof(nuint), typeof(Stream), typeof(Exception), typeof(Task)];

    private readonly Dictionary<Type, string?> known = [];

    /// <summary>Why values of a type cannot be kept, as half a sentence that goes on from the type's name; null when they can.</summary>
    public string? Problem(Type type)
    {
        if (known.TryGetValue(type, out var problem)) return problem;

        // A type that holds itself is fine unless something else in it is not.
        known[type] = null;
        return known[type] = Find(type);
    }

    private string? Find(Type type)
    {
        if (Array.Exists(Unsupported, u => u.IsAssignableFrom(type)) || type is { IsArray: true, IsSZArray: false } || IsAsynchronous(type))
            return "cannot be written as JSON";
        JsonTypeInfo info;
        try
        {
            if (!options.TryGetTypeInfo(type, out info!)) return "is not known to the serializer: give the flow a JsonSerializerContext that has it, by UseJson";
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return $"cannot be written as JSON ({e.Message.TrimEnd('.')})";
        }

        return info.Kind switch
        {
            JsonTypeInfoKind.Object => Object(info),
            JsonTypeInfoKind.Enumerable => Empty(info, "[]") ?? Inner(info.ElementType!, "elements"),
            JsonTypeInfoKind.Dictionary => Empty(info, "{}") ?? Key(info.KeyType!) ?? Inner(info.ElementType!, "values"),
            _ => null,
        };
    }

    private string? Object(JsonTypeInfo info)
    {
        if (info.PolymorphismOptions is { } kinds)
            return kinds.DerivedTypes.Where(d => d.DerivedType != info.Type).Select(d => Problem(d.DerivedType) is { } problem ? $"has the kind {TypeName.Of(d.DerivedType)}, which {problem}" : null).FirstOrDefault(p => p is not null);
        if (info.CreateObject is null && info.ConstructorAttributeProvider is null)
            return info.Type.IsAbstract ? "cannot be read back from JSON, since it does not say which kind of it is meant" : "cannot be read back from JSON, since it has no public constructor that the serializer can choose";
        var members = info.Properties.Where(p => p.Get is not null || p.Set is not null).ToList();
        if (info.ConstructorAttributeProvider is null or ConstructorInfo { IsPublic: true } && info.CreateObject is not null && members.Count > 0 && members.TrueForAll(p => p.Set is null))
            return "cannot be read back from JSON, since none of its members can be set";
        return members.Where(p => p.CustomConverter is null).Select(Member).FirstOrDefault(p => p is not null);
    }

    private string? Member(JsonPropertyInfo member) => Problem(member.PropertyType) is { } problem
        ? $"has the member {member.Name} of type {TypeName.Of(member.PropertyType)}, which {problem}"
        : null;

    private string? Inner(Type type, string what) => Problem(type) is { } problem ? $"has {what} of type {TypeName.Of(type)}, which {problem}" : null;

    private string? Key(Type type) => options.TryGetTypeInfo(type, out var info) && info.Kind == JsonTypeInfoKind.None ? null : $"has keys of type {TypeName.Of(type)}, which are no text in JSON";

    /// <summary>Only the attempt shows whether a collection can be made from JSON; an empty one holds no values of a user.</summary>
    private static string? Empty(JsonTypeInfo info, string json)
    {
        try
        {
            JsonSerializer.Deserialize(json, info);
            return null;
        }
        catch (NotSupportedException)
        {
            return "cannot be read back from JSON, since the serializer cannot make such a collection";
        }
    }

    private static bool IsAsynchronous(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>);
}
