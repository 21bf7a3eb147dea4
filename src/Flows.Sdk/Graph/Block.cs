namespace Flows.Graph;

/// <summary>The nodes that were written in one part of a definition: in a branch, or by the users of a resource.</summary>
internal sealed class Block
{
    private readonly HashSet<int> nodes = [];

    /// <summary>Whether a node was written in this part.</summary>
    public bool Contains(int node) => nodes.Contains(node);

    public void Add(int node) => nodes.Add(node);

    /// <summary>The nodes in the order in which they were written.</summary>
    public IEnumerable<int> Nodes => nodes.Order();
}
