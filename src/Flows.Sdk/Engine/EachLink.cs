namespace Flows.Engine;

/// <summary>What the children of a mapped task take one element each of.</summary>
/// <param name="Argument">The position of the argument that takes it.</param>
/// <param name="From">Upstream.</param>
/// <param name="InStep">Whether child i takes child i, as soon as that has ended.</param>
/// <param name="Origins">For flattened children upstream: from which of them each element is. Null where child i takes child i, or element i.</param>
internal sealed record EachLink(int Argument, NodeRun From, bool InStep, int[]? Origins)
{
    /// <summary>The run upstream that a child takes its element from.</summary>
    public TaskRun RunFor(int child) => From.Map is not { } map ? From.Own : map.Children[Origins is null ? child : Origins[child]];
}
