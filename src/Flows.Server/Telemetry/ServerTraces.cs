using System.Diagnostics;

namespace Flows.Server.Telemetry;

/// <summary>Spans of requests, of the database and of services. Nobody listens unless traces are exported, and then a span costs nothing.</summary>
internal static class ServerTraces
{
    public const string Name = "Flows.Server";

    public static ActivitySource Source { get; } = new(Name, FlowsServer.Version);
}
