using GraphQLParser;
using GraphQLParser.AST;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>All mutations with their types.</summary>
internal sealed class MutationCatalog
{
    private readonly Dictionary<string, Entry> entries;

    public MutationCatalog(IReadOnlyList<Mutation> mutations)
    {
        Types = string.Join('\n', mutations.Select(m => $"input {m.Name}_input {{ {m.Input} }}\ntype {m.Name}_payload {{ {m.Payload} }}")
            .Prepend(MutationTypes.Shared));
        var types = new TypeReader(Parser.Parse(Types));
        entries = mutations.ToDictionary(m => m.Name, m => new Entry(m, types.Input($"{m.Name}_input"), types.Output($"{m.Name}_payload")),
            StringComparer.Ordinal);
    }

    /// <summary>The types of all inputs and payloads in GraphQL's own words.</summary>
    public string Types { get; }

    public IEnumerable<string> Names => entries.Keys;

    public IEnumerable<Entry> All => entries.Values;

    public Entry? Find(string name) => entries.GetValueOrDefault(name);

    /// <summary>A mutation and its types.</summary>
    internal sealed record Entry(Mutation Mutation, InputType Input, OutputType Payload);

    /// <summary>Reads types from GraphQL text.</summary>
    private sealed class TypeReader(GraphQLDocument document)
    {
        private readonly Dictionary<string, ASTNode> definitions = document.Definitions.OfType<GraphQLTypeDefinition>()
            .ToDictionary(d => d.Name.StringValue, d => (ASTNode)d, StringComparer.Ordinal);

        public InputType Input(string name) => definitions.GetValueOrDefault(name) switch
        {
            GraphQLInputObjectTypeDefinition fields =>
                new ObjectInput(name, [.. fields.Fields!.Select(f => new InputField(f.Name.StringValue, Input(f.Type), f.Type is GraphQLNonNullType))]),
            GraphQLEnumTypeDefinition words => new EnumInput(name, [.. words.Values!.Select(v => v.Name.StringValue)]),
            _ => new ScalarInput(name),
        };

        public OutputType Output(string name) => new(name, definitions.GetValueOrDefault(name) is GraphQLObjectTypeDefinition fields
            ? fields.Fields!.ToDictionary(f => f.Name.StringValue, f => Output(OutputType.NameOf(f.Type)), StringComparer.Ordinal)
            : null);

        private InputType Input(GraphQLType type) => type switch
        {
            GraphQLNonNullType required => Input(required.Type),
            GraphQLListType list => new ListInput(Input(list.Type), list.Type is GraphQLNonNullType),
            _ => Input(OutputType.NameOf(type)),
        };
    }
}
