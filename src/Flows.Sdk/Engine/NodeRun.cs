using Flows.Graph;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>A node of the graph while the flow runs: its own run, its children when it is mapped, what it waits for.</summary>
internal sealed class NodeRun
{
    private static readonly IReadOnlyDictionary<string, object?> NoTags = new Dictionary<string, object?> { ["tags"] = Array.Empty<string>() };
    private static readonly Running RunningWithoutTags = Start(NoTags);
    private readonly ILoggerFactory loggers;

    public NodeRun(FlowNode node, int position, ILoggerFactory loggers)
    {
        (Node, Position, this.loggers) = (node, position, loggers);
        (Context, Running) = (NoTags, RunningWithoutTags);
        if (node.Options.Tags.Count > 0)
        {
            Context = new Dictionary<string, object?> { ["tags"] = node.Options.Tags };
            Running = Start(Context);
        }

        Own = new TaskRun(this, TaskRun.NotAChild);
        if (node.Options.RunName is { } name) RunName = NameTemplate.Parse(name);
        if (node.Options.Target is { } target) Target = NameTemplate.Parse(target);
    }

    public FlowNode Node { get; }

    /// <summary>Where it stands in the topological order.</summary>
    public int Position { get; }

    /// <summary>Writes to the logs of the task.</summary>
    public ILogger Logger => field ??= loggers.CreateLogger("prefect." + Node.Name);

    /// <summary>The context of each state of this task.</summary>
    public IReadOnlyDictionary<string, object?> Context { get; }

    /// <summary>The state of each running attempt; one object for all.</summary>
    public Running Running { get; }

    /// <summary>The state that all runs share which ended well and without a value; the first of them sets it.</summary>
    public State? SucceededWithNothing { get; set; }

    /// <summary>The task's run; for a mapped task its parent.</summary>
    public TaskRun Own { get; }

    /// <summary>Names the task's runs after their inputs; null when they are named as the task.</summary>
    public NameTemplate? RunName { get; }

    /// <summary>Whether an earlier result may take the place of a run.</summary>
    public bool MayReuse => Target is not null || Node.Options.CacheFor is not null;

    /// <summary>Names where the results are kept; null when each has a place of its own.</summary>
    public NameTemplate? Target { get; }

    /// <summary>Where each argument comes from, in the order of the inputs; null for a constant or an argument that was left out.</summary>
    public NodeRun?[] Sources { get; set; } = [];

    public Link[] Upstream { get; set; } = [];
    public Link[] Downstream { get; set; } = [];

    /// <summary>What of this node is ready to be run.</summary>
    public NodeReady Ready;

    /// <summary>How many links upstream are not passed yet.</summary>
    public int Waiting { get; set; }

    /// <summary>What it is mapped over and its children; null while it is not mapped.</summary>
    public MapRun? Map { get; set; }

    /// <summary>The children of an earlier process; null when there was none, or when it did not map.</summary>
    public RestoredChildren? Restored { get; set; }

    /// <summary>How this node ended, for a task downstream that takes it as a whole. Asked only once all of it has settled.</summary>
    public UpstreamCounts Outcome => Map is { Children.Length: > 0 } map ? map.Outcome : Own.Outcome;

    /// <summary>What it yields as a whole: the result, for a mapped task the typed list of its children's results.</summary>
    public object? Value => Map is null ? Own.Value : Map.Collect(Node.Collect!);

    private static Running Start(IReadOnlyDictionary<string, object?> context) => new() { Message = "Starting task run.", Context = context };
}

/// <summary>An edge between two running nodes.</summary>
/// <param name="From">Upstream.</param>
/// <param name="To">Downstream.</param>
/// <param name="Edge">The edge of the graph.</param>
internal sealed record Link(NodeRun From, NodeRun To, FlowEdge Edge);

/// <summary>The children that a mapped task had in an earlier process.</summary>
/// <param name="Children">By index.</param>
/// <param name="AllReused">Whether none of them runs again, so that what they are mapped over need not be had.</param>
internal sealed record RestoredChildren(TaskRun[] Children, bool AllReused);
