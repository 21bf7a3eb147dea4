using Flows.Binding;

namespace Flows.Graph;

internal sealed partial class GraphBuilder
{
    private readonly Stack<Block> blocks = [];
    private readonly List<(object Part, string Problem)> unused = [];

    /// <summary>Runs a part of the definition and takes note of what it writes.</summary>
    /// <param name="define">Writes the part.</param>
    /// <returns>The nodes of the part, those of parts in it included; parameters and constants are not among them, for they wait for nothing.</returns>
    public Block Within(Action<Block> define)
    {
        var block = new Block();
        blocks.Push(block);
        try
        {
            define(block);
        }
        finally
        {
            blocks.Pop();
        }

        return block;
    }

    /// <summary>Lets a part of the definition wait for a node: those of its nodes wait that wait for no other one of it.</summary>
    public void Gate(Block block, NodeRef gate)
    {
        foreach (var node in block.Nodes)
        {
            var upstream = nodes[node].Upstream.ToList();
            if (!upstream.Exists(block.Contains) && !upstream.Contains(gate.Index)) nodes[node].WaitFor(gate.Index);
        }
    }

    /// <summary>Lets a node wait for a part of the definition: for those of its nodes that no other one of it waits for.</summary>
    public void Join(NodeRef node, Block block)
    {
        var passed = block.Nodes.SelectMany(n => nodes[n].Upstream).Concat(nodes[node.Index].Upstream).ToHashSet();
        nodes[node.Index].WaitFor(block.Nodes.Where(n => !passed.Contains(n)));
    }

    /// <summary>Has the definition refused unless a part of it is used before it ends.</summary>
    /// <param name="part">What must be used.</param>
    /// <param name="problem">Says so, in a sentence.</param>
    public void MustUse(object part, string problem) => unused.Add((part, problem));

    /// <summary>A part of the definition is used.</summary>
    public void Use(object part) => unused.RemoveAll(u => ReferenceEquals(u.Part, part));

    private void EnsureAllUsed()
    {
        if (unused.Count > 0) throw new FlowDefinitionException(unused[0].Problem);
    }
}
