using System.Diagnostics;

namespace Flows.Server.Telemetry;

/// <summary>A GraphQL operation while it runs: a span for traces, and a time for the metrics.</summary>
internal readonly struct MeasuredOperation
{
    private readonly Activity? span;
    private readonly long begun;
    private readonly string kind;
    private readonly string field;

    private MeasuredOperation(Activity? span, string kind, string field) => (this.span, this.kind, this.field, begun) = (span, kind, field, Stopwatch.GetTimestamp());

    /// <summary>Begins it.</summary>
    /// <param name="kind"><c>query</c> or <c>mutation</c>.</param>
    /// <param name="name">The name that the caller gave it; it stands in traces only.</param>
    /// <param name="field">Its root field: one of the schema's, never what a caller made up.</param>
    public static MeasuredOperation Begin(string kind, string? name, string field)
    {
        var span = ServerTraces.Source.StartActivity($"{kind} {field}");
        span?.SetTag("graphql.operation.type", kind).SetTag("graphql.operation.name", name).SetTag("flows.root_field", field);
        return new(span, kind, field);
    }

    /// <summary>Ends it.</summary>
    /// <param name="failed">Whether its answer is an error.</param>
    public void End(bool failed)
    {
        ServerMeters.Operations.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new("kind", kind), new("field", field),
            new("outcome", ServerMeters.Outcome(failed)));
        if (failed) span?.SetStatus(ActivityStatusCode.Error);
        span?.Dispose();
    }
}
