using System.Diagnostics.Metrics;

namespace Flows.Server.Telemetry;

/// <summary>What this process does, in numbers, under the meter <c>Flows.Server</c>. Nothing is kept here: whoever exports adds up.</summary>
internal static class ServerMeters
{
    public const string Name = "Flows.Server";

    private static readonly Meter Meter = new(Name, FlowsServer.Version);

    public static Histogram<double> Operations { get; } = Meter.CreateHistogram<double>("flows.operation.duration", "s",
        "How long GraphQL operations take, by kind, root field and outcome.");

    public static Histogram<double> Database { get; } = Meter.CreateHistogram<double>("flows.database.duration", "s",
        "How long reads and writes of the database take, with the wait for their turn.");

    public static Counter<long> Passes { get; } = Meter.CreateCounter<long>("flows.service.passes", "{pass}",
        "Passes of background services, by service and outcome.");

    public static Counter<long> Rows { get; } = Meter.CreateCounter<long>("flows.service.rows", "{row}",
        "What passes did: runs made, runs marked, rows deleted.");

    public static Histogram<double> PassDuration { get; } = Meter.CreateHistogram<double>("flows.service.duration", "s", "How long passes take.");

    public static Gauge<long> LateRuns { get; } = Meter.CreateGauge<long>("flows.flow_runs.late", "{run}",
        "Flow runs that are due and that no agent has taken, at the last pass of the scheduler.");

    public static Gauge<double> Lateness { get; } = Meter.CreateGauge<double>("flows.flow_runs.lateness", "s", "By how much the oldest of them is late.");

    /// <summary>Notes that a pass of a service has ended.</summary>
    public static void Passed(string service, TimeSpan took, int did, bool failed)
    {
        var name = new KeyValuePair<string, object?>("service", service);
        Passes.Add(1, name, new("outcome", Outcome(failed)));
        PassDuration.Record(took.TotalSeconds, name);
        Rows.Add(did, name);
    }

    public static string Outcome(bool failed) => failed ? "failed" : "done";
}
