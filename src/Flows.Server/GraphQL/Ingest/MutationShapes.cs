using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Flows.Server.Errors;
using Flows.Server.GraphQL.Mutations;
using GraphQLParser.AST;

namespace Flows.Server.GraphQL.Ingest;

/// <summary>The shapes of the texts that clients send again and again. A text that has values in it is none of them.</summary>
internal sealed class MutationShapes(MutationCatalog catalog, QueryLimits limits)
{
    /// <summary>How many texts are kept, and how long one may be. Clients have a few dozen.</summary>
    private const int MaxShapes = 256, MaxLength = 2048;

    private readonly ConcurrentDictionary<byte[], MutationShape> shapes = new(new BytesComparer());

    /// <param name="query">The text as it stands in the body, a JSON string without its quotes.</param>
    /// <param name="isEscaped">Whether it has escapes.</param>
    public MutationShape? Find(ReadOnlySpan<byte> query, bool isEscaped)
    {
        if (query.Length > MaxLength || !query.TrimStart(" \t\r\n"u8).StartsWith("mutation"u8)) return null;
        if (shapes.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(query, out var shape)) return shape;
        if (shapes.Count >= MaxShapes || query.IndexOf((byte)'$') < 0 || query.IndexOf((byte)'@') >= 0) return null;
        var text = isEscaped ? JsonElement.Parse([(byte)'"', .. query, (byte)'"']).GetString()! : Encoding.UTF8.GetString(query);
        if (Learn(text) is { } learnt) shapes.TryAdd(query.ToArray(), shape = learnt);
        return shape;
    }

    private MutationShape? Learn(string text)
    {
        try
        {
            if (Operation.ParseText(text) is not { Definitions: [GraphQLOperationDefinition { Operation: OperationType.Mutation } definition] }) return null;
            if (definition.SelectionSet.Selections is not [GraphQLField { Arguments.Items: [{ Value: GraphQLVariable used } argument] } field]) return null;
            if (definition.Variables?.Items is not [{ DefaultValue: null, Type: GraphQLNonNullType { Type: GraphQLNamedType type } } variable]) return null;
            var name = field.Name.StringValue;
            if (argument.Name.Value != "input" || used.Name.Value != variable.Variable.Name.Value || type.Name.Value != $"{name}_input") return null;
            if (catalog.Find(name) is not { } entry) return null;
            // The variable has to be there for the checks; its value comes with each request.
            var variables = JsonSerializer.SerializeToElement(new Dictionary<string, string?> { [variable.Variable.Name.StringValue] = "" });
            var operation = Operation.Parse(new(text, variables, null), limits);
            var group = operation.Fields.Of(operation.Definition.SelectionSet, "mutation_root")[0];
            PayloadWriter.Check(entry.Payload, group, operation.Fields, $"$.selectionSet.{group.Key}");
            return new(operation, group, entry, Encoding.UTF8.GetBytes(variable.Variable.Name.StringValue));
        }
        catch (RequestException)
        {
            return null;
        }
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] bytes) => GetHashCode(bytes.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
