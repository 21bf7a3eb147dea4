namespace Flows.Engine;

/// <summary>
/// The task runs that may start, in topological order of their nodes; the runs of one node in the order in which they became ready.
/// Calls must come one at a time, but for <see cref="IsFirst"/>.
/// </summary>
internal sealed class ReadyRuns(NodeRun[] order)
{
    private readonly PositionSet positions = new(order.Length);
    private int first = PositionSet.None;

    /// <summary>How many runs were added since this was last reset.</summary>
    public int Added { get; set; }

    public bool IsEmpty => first == PositionSet.None;

    public void Add(TaskRun run)
    {
        run.Node.Ready.Add(run);
        Added++;
        Insert(run.Node);
    }

    /// <summary>Adds children of one node.</summary>
    public void Add(NodeRun node, TaskRun[] children)
    {
        if (children.Length == 0) return;
        node.Ready.Batch = new(children);
        Added += children.Length;
        Insert(node);
    }

    /// <summary>Takes the run that is to start next.</summary>
    /// <param name="batch">The children among which it was, when it was one of many.</param>
    /// <returns>The run; null when none is ready.</returns>
    public TaskRun? Take(out ChildBatch? batch)
    {
        while (!IsEmpty)
        {
            var node = order[first];
            var run = node.Ready.TryTake(out batch);
            if (node.Ready.IsEmpty)
            {
                positions.Remove(first);
                Volatile.Write(ref first, positions.First);
            }

            if (run is not null) return run;
        }

        batch = null;
        return null;
    }

    /// <summary>Whether no run of a node further up is ready. May be asked by anyone at any time.</summary>
    public bool IsFirst(NodeRun node) => Volatile.Read(ref first) >= node.Position;

    /// <summary>Forgets all runs.</summary>
    public void Clear()
    {
        foreach (var node in order) node.Ready = default;
        while (positions.First is not PositionSet.None and var position) positions.Remove(position);
        Volatile.Write(ref first, PositionSet.None);
    }

    private void Insert(NodeRun node)
    {
        positions.Add(node.Position);
        if (node.Position < first) Volatile.Write(ref first, node.Position);
    }
}

/// <summary>The ready runs of one node. Most nodes have one run in all, for which nothing is allocated.</summary>
internal struct NodeReady
{
    private TaskRun? single;
    private Queue<TaskRun>? more;

    /// <summary>Children that became ready together; they go before the others.</summary>
    public ChildBatch? Batch { get; set; }

    public readonly bool IsEmpty => Batch is null or { IsEmpty: true } && single is null && more is null or { Count: 0 };

    public void Add(TaskRun run)
    {
        if (single is null && more is null) single = run;
        else (more ??= []).Enqueue(run);
    }

    public TaskRun? TryTake(out ChildBatch? batch)
    {
        batch = Batch;
        if (batch?.TryTake() is { } child) return child;
        Batch = batch = null;
        if (single is null) return more is { Count: > 0 } ? more.Dequeue() : null;
        var run = single;
        single = null;
        return run;
    }
}
