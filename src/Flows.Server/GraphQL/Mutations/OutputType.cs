using GraphQLParser;
using GraphQLParser.AST;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>The type of something in an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fields">Its fields; null for a scalar.</param>
internal sealed record OutputType(string Name, IReadOnlyDictionary<string, OutputType>? Fields)
{
    /// <summary>An object of scalars, from its fields in GraphQL's own words.</summary>
    public static OutputType Parse(string name, string fields) =>
        new(name, Parser.Parse($"type {name} {{ {fields} }}").Definitions.OfType<GraphQLObjectTypeDefinition>().Single().Fields!
            .ToDictionary(f => f.Name.StringValue, f => new OutputType(NameOf(f.Type), null), StringComparer.Ordinal));

    /// <summary>The name of a type without its lists and exclamation marks.</summary>
    public static string NameOf(GraphQLType type) => type switch
    {
        GraphQLNonNullType required => NameOf(required.Type),
        GraphQLListType list => NameOf(list.Type),
        GraphQLNamedType named => named.Name.StringValue,
        _ => throw new InvalidOperationException($"unknown type {type.Kind}"),
    };
}
