using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flows.Server.Errors;
using Flows.Server.Telemetry;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>Runs the mutations of an operation one after the other. All inputs and selections are checked before the first runs.</summary>
internal sealed class MutationExecutor(MutationCatalog catalog, MutationGate gate, Func<Exception, RequestException> refusal)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A mutation that is ready to run; without an entry it is <c>__typename</c>.</summary>
    internal sealed record Prepared(FieldGroup Field, MutationCatalog.Entry? Entry, InputObject? Input);

    /// <exception cref="RequestException">Something does not fit its type; nothing has run.</exception>
    public IReadOnlyList<Prepared> Prepare(Operation operation, RequestContext context) =>
        [.. operation.Fields.Of(operation.Definition.SelectionSet, "mutation_root").Select(f => Prepare(operation, context, f))];

    public async Task RunAsync(Operation operation, IReadOnlyList<Prepared> mutations, RequestContext context, IBufferWriter<byte> output,
        CancellationToken cancellationToken)
    {
        var errors = new List<(RequestException, string?)>();
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteStartObject("data");
        foreach (var (field, entry, input) in mutations)
        {
            json.WritePropertyName(field.Key);
            if (entry is null)
            {
                json.WriteStringValue("mutation_root");
                continue;
            }
            object? payload = null;
            var measured = MeasuredOperation.Begin("mutation", operation.Definition.Name?.StringValue, entry.Mutation.Name);
            try
            {
                payload = await gate.RunAsync(entry.Mutation, input!, context, refusal, cancellationToken);
            }
            catch (RequestException e) when (e.Code != ErrorCodes.Unavailable || field != mutations[0].Field)
            {
                // Without a database, and before anything has been done, the whole operation fails: clients repeat it then.
                errors.Add((e, field.Key));
            }
            finally
            {
                measured.End(failed: payload is null);
            }
            PayloadWriter.Write(json, payload, field, entry.Payload, operation.Fields);
        }
        json.WriteEndObject();
        if (errors.Count > 0) ErrorAnswer.Write(json, errors);
        json.WriteEndObject();
    }

    private Prepared Prepare(Operation operation, RequestContext context, FieldGroup field)
    {
        var path = $"$.selectionSet.{field.Key}";
        if (field.Name == "__typename") return new(field, null, null);
        var entry = catalog.Find(field.Name) ?? throw RequestException.Invalid($"field \"{field.Name}\" not found in type: 'mutation_root'", path);
        MutationGate.Ensure(entry.Mutation, context.Caller);
        var given = new ArgumentReader(operation.Values, operation.Fields).Read(field.First, path, "input").GetValueOrDefault("input");
        var input = InputReader.Read(entry.Input, given, $"{path}.args.input") as InputObject
            ?? throw RequestException.Invalid($"\"{field.Name}\" needs the argument \"input\" of type {entry.Input.Name}!", $"{path}.args");
        PayloadWriter.Check(entry.Payload, field, operation.Fields, path);
        return new(field, entry, input);
    }
}
