using System.Diagnostics.Metrics;

namespace Flows.Server.Services;

/// <summary>What the services do, in numbers.</summary>
internal sealed class ServiceMeters
{
    private readonly Counter<long> passes;
    private readonly Counter<long> rows;
    private readonly Histogram<double> duration;
    private (long Runs, double Seconds) late;

    public ServiceMeters(Meter meter)
    {
        passes = meter.CreateCounter<long>("flows.service.passes", "{pass}", "Passes of background services, by service and outcome.");
        rows = meter.CreateCounter<long>("flows.service.rows", "{row}", "What passes did: runs made, runs marked, rows deleted.");
        duration = meter.CreateHistogram<double>("flows.service.duration", "s", "How long passes take.");
        meter.CreateObservableGauge("flows.flow_runs.late", () => late.Runs, "{run}", "Flow runs that are due and that no agent has taken, at the last pass of the scheduler.");
        meter.CreateObservableGauge("flows.flow_runs.latest", () => late.Seconds, "s", "By how much the latest of them is late.");
    }

    /// <summary>Notes that a pass has ended.</summary>
    public void Passed(string service, TimeSpan took, int did, bool failed)
    {
        var name = new KeyValuePair<string, object?>("service", service);
        passes.Add(1, name, new("outcome", failed ? "failed" : "done"));
        duration.Record(took.TotalSeconds, name);
        rows.Add(did, name);
    }

    /// <summary>Notes how many runs are late, and by how much the latest is.</summary>
    public void Late(long runs, TimeSpan most) => late = (runs, most.TotalSeconds);
}
