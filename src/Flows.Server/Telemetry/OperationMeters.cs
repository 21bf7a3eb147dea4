using System.Diagnostics.Metrics;

namespace Flows.Server.Telemetry;

/// <summary>GraphQL operations in numbers.</summary>
internal sealed class OperationMeters(Meter meter)
{
    private readonly Histogram<double> duration = meter.CreateHistogram<double>("flows.operation.duration", "s",
        "How long GraphQL operations take, by kind, first root field and outcome.");

    /// <summary>Whether anybody counts; if not, the time need not be taken.</summary>
    public bool Enabled => duration.Enabled;

    /// <summary>Notes that an operation has ended.</summary>
    /// <param name="kind"><c>query</c> or <c>mutation</c>; <c>invalid</c> when it was not executed.</param>
    /// <param name="field">The first root field: one of the schema's, never what a caller made up.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="failed">Whether its answer has errors.</param>
    public void Done(string kind, string field, TimeSpan took, bool failed) =>
        duration.Record(took.TotalSeconds, new("kind", kind), new("field", field), new("outcome", failed ? "failed" : "done"));
}
