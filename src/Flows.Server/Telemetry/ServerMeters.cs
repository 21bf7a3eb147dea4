using System.Diagnostics.Metrics;
using Flows.Server.Services;

namespace Flows.Server.Telemetry;

/// <summary>The metrics of one server, all under the meter <c>Flows.Server</c>.</summary>
internal sealed class ServerMeters : IDisposable
{
    public const string Name = "Flows.Server";

    private readonly Meter meter = new(Name, FlowsServer.Version);

    public ServerMeters()
    {
        Operations = new(meter);
        Database = new(meter);
        Services = new(meter);
    }

    public OperationMeters Operations { get; }

    public DatabaseMeters Database { get; }

    public ServiceMeters Services { get; }

    public void Dispose() => meter.Dispose();
}
