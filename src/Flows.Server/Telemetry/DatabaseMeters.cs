using System.Diagnostics.Metrics;

namespace Flows.Server.Telemetry;

/// <summary>The database in numbers.</summary>
internal sealed class DatabaseMeters(Meter meter)
{
    private readonly Histogram<double> duration = meter.CreateHistogram<double>("flows.database.duration", "s",
        "How long reads and writes take, the wait for their turn included.");

    /// <summary>Notes that a read or a write has ended.</summary>
    public void Done(string kind, TimeSpan took, bool failed) =>
        duration.Record(took.TotalSeconds, new("kind", kind), new("outcome", failed ? "failed" : "done"));
}
