using System.Text.Json;
using Flows.Server.Data;
using Flows.Server.GraphQL.Mutations;
using Flows.Server.Queries;

namespace Flows.Server.GraphQL.Computed;

/// <summary>A computed field as a request selects it.</summary>
internal sealed class ComputedCall(ComputedField made, FieldGroup selected, FieldCollector fields) : Computation
{
    private Func<JsonElement, Payload?>? compute;

    public override void Write(Utf8JsonWriter json, JsonElement row) => PayloadWriter.Write(json, compute!(row), selected, made.Type, fields);

    /// <summary>Looks up what the calls of a request need, once for each field.</summary>
    public static Task PrepareAsync(IReadOnlyList<ComputedCall> calls, IDatabase database, RequestContext context, CancellationToken cancellationToken) =>
        calls.Count == 0 ? Task.CompletedTask : database.ReadAsync(session => PrepareAsync(calls, session, context), cancellationToken);

    private static async Task<bool> PrepareAsync(IReadOnlyList<ComputedCall> calls, ISqlSession session, RequestContext context)
    {
        foreach (var same in calls.GroupBy(c => c.Made))
        {
            var prepared = await same.Key.PrepareAsync(session, context);
            foreach (var call in same) call.compute = prepared;
        }
        return true;
    }

    private ComputedField Made => made;
}
