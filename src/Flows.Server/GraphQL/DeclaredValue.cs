using Flows.Server.Errors;
using GraphQLParser.AST;

namespace Flows.Server.GraphQL;

/// <summary>The value of a variable, which keeps its type until it is known where it is used.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Type">The type that the operation declares.</param>
/// <param name="Value">A JsonElement, or the literal of the default.</param>
internal sealed record DeclaredValue(string Name, GraphQLType Type, object? Value)
{
    /// <summary>The read API and the mutations have names of their own for the same scalars; a variable may go by either.</summary>
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["UUID"] = "uuid",
        ["DateTime"] = "timestamptz",
        ["JSON"] = "jsonb",
    };

    /// <summary>A value without the mark of its variable.</summary>
    public static object? Plain(object? value) => value is DeclaredValue declared ? declared.Value : value;

    /// <summary>Looks whether a value, if it is a variable's, may stand where it does.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The type of the place, without list and exclamation mark.</param>
    /// <param name="path">The place.</param>
    /// <param name="isList">Whether a list may stand there; then a single value may, too.</param>
    /// <exception cref="RequestException">It is declared as something else.</exception>
    public static void Expect(object? value, string type, string path, bool isList = false)
    {
        if (value is not DeclaredValue declared) return;
        var inner = declared.Type is GraphQLNonNullType required ? required.Type : declared.Type;
        if (inner is GraphQLListType list && isList) inner = list.Type is GraphQLNonNullType item ? item.Type : list.Type;
        if (inner is GraphQLNamedType named && Same(named.Name.StringValue, type)) return;
        throw RequestException.Invalid(
            $"variable \"${declared.Name}\" is declared as {Text(declared.Type)}, but used where {(isList ? $"[{type}!]" : type)} is expected", path);
    }

    /// <summary>A type as it is written.</summary>
    public static string Text(GraphQLType type) => type switch
    {
        GraphQLNonNullType required => $"{Text(required.Type)}!",
        GraphQLListType list => $"[{Text(list.Type)}]",
        GraphQLNamedType named => named.Name.StringValue,
        _ => type.ToString() ?? "",
    };

    private static bool Same(string one, string other) => one == other || Synonyms.GetValueOrDefault(one, one) == Synonyms.GetValueOrDefault(other, other);
}
