using Flows.Client;
using Flows.Graph;
using Microsoft.Extensions.Logging;

namespace Flows.Backend;

/// <summary>What a process needs to execute a flow run of a server.</summary>
internal sealed record BackendRunOptions
{
    /// <summary>Names the flow run (<c>context.flow_run_id</c>), the intervals and the level of logs.</summary>
    public required FlowsConfiguration Configuration { get; init; }

    /// <summary>The server; it should be a patient client.</summary>
    public required FlowsClient Client { get; init; }

    /// <summary>The flows of this program.</summary>
    public required IReadOnlyList<FlowGraph> Flows { get; init; }

    /// <summary>Where log lines go besides the server, for example the console. <value>Empty by default.</value></summary>
    public IReadOnlyList<ILoggerProvider> Loggers { get; init; } = [];

    /// <summary>How the flow is run; its clock is used for all, its logger factory is replaced.</summary>
    public FlowRunOptions Run { get; init; } = new();
}
