namespace Flows.Binding;

/// <summary>
/// The flow as the first argument of a task that has a parameter of type <see cref="object"/>: that would take the flow itself for the
/// value, and this struct, unlike the builder, is never null.
/// </summary>
public readonly struct GraphInput
{
    internal GraphInput(GraphId graph) => Graph = graph;

    /// <summary>The flow's graph.</summary>
    public GraphId Graph { get; }
}
