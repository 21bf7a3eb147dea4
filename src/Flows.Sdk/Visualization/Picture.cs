using Flows.Binding;
using Flows.Graph;

namespace Flows.Visualization;

/// <summary>What is to be drawn, whatever the language: the same facts for all writers.</summary>
/// <param name="Title">The flow's name.</param>
/// <param name="Nodes">By index.</param>
/// <param name="Edges">In the order of the graph.</param>
internal sealed record Picture(string Title, IReadOnlyList<PictureNode> Nodes, IReadOnlyList<PictureEdge> Edges)
{
    /// <summary>Makes the picture of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="run">The run that gives colours; null for none.</param>
    /// <exception cref="ArgumentException">The run is of another flow.</exception>
    public static Picture Of(FlowGraph graph, FlowState? run)
    {
        var tasks = run?.Tasks;
        if (tasks is not null && !tasks.Select(static t => t.Slug).SequenceEqual(graph.Nodes.Select(static n => n.Slug)))
            throw new ArgumentException($"The run is one of flow '{run!.FlowName}' with other tasks, and this is flow '{graph.Name}': give a run of this definition.", nameof(run));
        return new(
            graph.Name,
            [.. graph.Nodes.Select(n => new PictureNode(n.Slug, ShapeOf(n.Kind), n.IsMapped) { Status = tasks is null ? null : NodeStatus.Of(tasks[n.Index]) })],
            [.. graph.Edges.Select(static e => new PictureEdge(e.Upstream.Index, e.Downstream.Index, LabelOf(e), StyleOf(e)))]);
    }

    private static NodeShape ShapeOf(NodeKind kind) => kind switch
    {
        NodeKind.Parameter or NodeKind.Secret or NodeKind.Constant => NodeShape.Input,
        NodeKind.CompareValue => NodeShape.Decision,
        NodeKind.Merge or NodeKind.List or NodeKind.Tuple or NodeKind.Set or NodeKind.Dict or NodeKind.GetItem => NodeShape.Joint,
        _ => NodeShape.Task,
    };

    private static string? LabelOf(FlowEdge edge) => edge is { Key: { } key, Flattened: true } ? $"{key} (flattened)" : edge.Key;

    private static EdgeStyle StyleOf(FlowEdge edge) => edge.Key is null ? EdgeStyle.Order : edge.Mapped ? EdgeStyle.Mapped : EdgeStyle.Value;
}

/// <summary>A task or a parameter.</summary>
/// <param name="Name">Its slug.</param>
/// <param name="Shape">How its outline looks.</param>
/// <param name="Mapped">Whether it stands for many runs.</param>
internal sealed record PictureNode(string Name, NodeShape Shape, bool Mapped)
{
    /// <summary>How it ended; null without a run.</summary>
    public NodeStatus? Status { get; init; }

    /// <summary>What is written in it.</summary>
    public IReadOnlyList<string> Lines => Status is null ? [Name] : [Name, Status.Text];
}

/// <summary>What flows from one node into another.</summary>
/// <param name="From">The index of the node upstream.</param>
/// <param name="To">The index of the node downstream.</param>
/// <param name="Label">The argument that it fills; null when it orders only.</param>
/// <param name="Style">How its line looks.</param>
internal sealed record PictureEdge(int From, int To, string? Label, EdgeStyle Style);

/// <summary>Outlines of nodes.</summary>
internal enum NodeShape
{
    /// <summary>A task.</summary>
    Task,

    /// <summary>A value that comes from outside: a parameter, a secret, a constant.</summary>
    Input,

    /// <summary>A question that lets one branch run.</summary>
    Decision,

    /// <summary>A step that only joins values, or takes one apart.</summary>
    Joint,
}

/// <summary>Lines of edges.</summary>
internal enum EdgeStyle
{
    /// <summary>A value goes whole.</summary>
    Value,

    /// <summary>A value is dealt out by element.</summary>
    Mapped,

    /// <summary>Nothing flows; it orders only.</summary>
    Order,
}
