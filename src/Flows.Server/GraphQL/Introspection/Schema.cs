using GraphQLParser;
using GraphQLParser.AST;

namespace Flows.Server.GraphQL.Introspection;

/// <summary>The schema as introspection shows it, read from its text.</summary>
internal sealed class Schema : SchemaPart
{
    private readonly Dictionary<string, TypePart> types;
    private readonly IReadOnlyList<DirectivePart> directives;

    public Schema(string text)
    {
        var definitions = Parser.Parse(MetaSchema.Text + "\n" + text).Definitions;
        types = definitions.OfType<GraphQLTypeDefinition>().Where(d => d is not GraphQLDirectiveDefinition)
            .ToDictionary(d => d.Name.StringValue, d => new TypePart(KindOf(d), d.Name.StringValue, Text(d.Description)), StringComparer.Ordinal);
        foreach (var definition in definitions) Fill(definition);
        directives = [.. definitions.OfType<GraphQLDirectiveDefinition>().Select(d => new DirectivePart(
            d.Name.StringValue, Text(d.Description), [.. d.Locations.Items.Select(l => l.ToString().ToUpperInvariant())], Inputs(d.Arguments)))];
    }

    public override string TypeName => "__Schema";

    public TypePart? Find(string type) => types.GetValueOrDefault(type);

    public override object? Member(string name) => name switch
    {
        "types" => types.Values,
        "queryType" => types["query_root"],
        "mutationType" => types["mutation_root"],
        "directives" => directives,
        _ => null,
    };

    private static string KindOf(GraphQLTypeDefinition definition) => definition switch
    {
        GraphQLObjectTypeDefinition => "OBJECT",
        GraphQLInputObjectTypeDefinition => "INPUT_OBJECT",
        GraphQLEnumTypeDefinition => "ENUM",
        _ => "SCALAR",
    };

    private static string? Text(GraphQLDescription? description) => description is null ? null : (string)description.Value;

    private void Fill(ASTNode definition)
    {
        switch (definition)
        {
            case GraphQLObjectTypeDefinition type:
                types[type.Name.StringValue].Fields = [.. (type.Fields ?? Enumerable.Empty<GraphQLFieldDefinition>())
                    .Select(f => new FieldPart(f.Name.StringValue, Text(f.Description), Type(f.Type), Inputs(f.Arguments)))];
                break;
            case GraphQLInputObjectTypeDefinition input:
                types[input.Name.StringValue].InputFields = Inputs(input.Fields);
                break;
            case GraphQLEnumTypeDefinition words:
                types[words.Name.StringValue].Words =
                    [.. (words.Values ?? Enumerable.Empty<GraphQLEnumValueDefinition>()).Select(v => new WordPart(v.Name.StringValue, Text(v.Description)))];
                break;
        }
    }

    private List<InputPart> Inputs(IEnumerable<GraphQLInputValueDefinition>? values) =>
        [.. (values ?? []).Select(v => new InputPart(v.Name.StringValue, Text(v.Description), Type(v.Type), (v.DefaultValue as IHasValueNode)?.Value.ToString()))];

    private SchemaPart Type(GraphQLType type) => type switch
    {
        GraphQLNonNullType required => new WrappedPart("NON_NULL", Type(required.Type)),
        GraphQLListType list => new WrappedPart("LIST", Type(list.Type)),
        GraphQLNamedType named => types.GetValueOrDefault(named.Name.StringValue)
            ?? throw new InvalidOperationException($"the schema has no type {named.Name.StringValue}"),
        _ => throw new InvalidOperationException($"unknown type {type.Kind}"),
    };
}
