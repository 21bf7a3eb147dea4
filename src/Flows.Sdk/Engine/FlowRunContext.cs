using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Flows.Graph;
using Flows.Results;
using Flows.States;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flows.Engine;

/// <summary>What all task runs of one flow run share.</summary>
internal sealed record FlowRunContext
{
    private IReadOnlyDictionary<string, object?>? values;
    private ExceptionDispatchInfo? raised;

    public required FlowGraph Graph { get; init; }
    public required FlowRunFacts Facts { get; init; }
    public required BoundParameters Parameters { get; init; }
    public required IRunStore Store { get; init; }
    public required FlowRunOptions Options { get; init; }
    public required RunStop Stop { get; init; }

    /// <summary>When this process began to run it.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>The span of the run; null when nobody listens.</summary>
    public Activity? Span { get; set; }

    /// <summary>What ended the run, where the first exception of a task is to come out of it; see <see cref="FlowRunOptions.RaiseOnException"/>.</summary>
    public ExceptionDispatchInfo? Raised => Volatile.Read(ref raised);

    /// <summary>Whether anybody listens to log lines; without, no scopes are made.</summary>
    public bool HasLogs => Options.LoggerFactory is not NullLoggerFactory;

    /// <summary>What the log lines kept in memory may still take.</summary>
    public LogBudget LogBudget { get; } = new();

    /// <summary>The context of the run by the keys of the protocol; made when it is first asked for.</summary>
    public IReadOnlyDictionary<string, object?> Values => values ?? Interlocked.CompareExchange(ref values, ContextValues.Of(this), null) ?? values!;

    /// <summary>Set when the clock wants to know what the engine is doing.</summary>
    public IEngineWatch? Watch => Options.TimeProvider as IEngineWatch;

    /// <summary>The parameters as caches compare them.</summary>
    public ParameterValues ParameterValues => field ??= new(
        Parameters.Values,
        Graph.Nodes.Where(static n => n.Parameter is not null).ToDictionary(static n => n.Name, static n => n.Parameter!.Type),
        ValueJson.Of(Graph.Settings.Json));

    /// <summary>The store of a task's results; null when it has none.</summary>
    public ResultStore? StoreOf(FlowNode node) => Options.ResultStore ?? node.Options.ResultStore ?? Graph.Resources.ResultStore;

    /// <summary>Looks secrets up.</summary>
    public RunSecrets Secrets => field ??= new(this);

    public DateTimeOffset Now => Options.TimeProvider.GetUtcNow();

    /// <summary>Ends the run with an exception of a task.</summary>
    public void Raise(Exception exception)
    {
        if (Interlocked.CompareExchange(ref raised, ExceptionDispatchInfo.Capture(exception), null) is null)
            Stop.Request(new Failed { Message = $"Raised {exception.GetType().Name}: {exception.Message}", Result = StateResult.Of(exception) });
    }
}
