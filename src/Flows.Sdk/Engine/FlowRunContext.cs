using Flows.Graph;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flows.Engine;

/// <summary>What all task runs of one flow run share.</summary>
internal sealed record FlowRunContext
{
    public required FlowGraph Graph { get; init; }
    public required FlowRunFacts Facts { get; init; }
    public required BoundParameters Parameters { get; init; }
    public required IRunStore Store { get; init; }
    public required FlowRunOptions Options { get; init; }
    public required RunStop Stop { get; init; }

    /// <summary>Whether anybody listens to log lines; without, no scopes are made.</summary>
    public bool HasLogs => Options.LoggerFactory is not NullLoggerFactory;

    /// <summary>What the log lines kept in memory may still take.</summary>
    public LogBudget LogBudget { get; } = new();

    public DateTimeOffset Now => Options.TimeProvider.GetUtcNow();
}
