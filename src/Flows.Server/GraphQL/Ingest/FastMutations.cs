using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Flows.Server.GraphQL.Mutations;

namespace Flows.Server.GraphQL.Ingest;

/// <summary>
/// Recognises the mutations that clients send all the time, states, logs and heartbeats above all, and reads them straight from the body: no
/// JSON document of the whole, no parsing of a text that is known. Whatever is in any way unusual goes the general way, which knows all rules;
/// so both always answer the same.
/// </summary>
internal sealed class FastMutations(MutationShapes shapes)
{
    /// <summary>The depth that the general way allows, counted from the body's own object.</summary>
    private const int MaxDepth = 64;

    /// <summary>A mutation that is ready to run; null when the body should go the general way.</summary>
    public (Operation Operation, MutationExecutor.Prepared Mutation)? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            if (!PostedMembers.TryFind(body, out var members) || shapes.Find(members.Query, members.IsQueryEscaped) is not { } shape) return null;
            if (!Utf8.IsValid(body) || MayHoldHalfACharacter(body)) return null;
            var variables = members.OpenVariables(out var rented);
            try
            {
                var depth = members.VariablesForm == JsonTokenType.String ? MaxDepth : MaxDepth - 1;
                return !MayHoldHalfACharacter(variables) && Input(shape, variables, depth) is { } input
                    ? (shape.Operation, new(shape.Field, shape.Entry, input))
                    : null;
            }
            finally
            {
                if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static InputObject? Input(MutationShape shape, ReadOnlySpan<byte> variables, int depth)
    {
        var reader = new Utf8JsonReader(variables, new JsonReaderOptions { MaxDepth = depth });
        InputObject? input = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isInput = reader.ValueTextEquals(shape.Variable);
            reader.Read();
            if (!isInput)
            {
                reader.Skip();
                continue;
            }
            if (input is not null || !InputParser.TryRead(shape.Entry.Input, ref reader, variables, out var value)) return null;
            input = value as InputObject;
        }
        return reader.Read() ? null : input;
    }

    private static bool MayHoldHalfACharacter(ReadOnlySpan<byte> json) => json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;
}
