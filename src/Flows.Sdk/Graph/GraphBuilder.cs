using Flows.Binding;

namespace Flows.Graph;

/// <summary>Records the calls of one flow while it is written, and makes the finished graph of them.</summary>
internal sealed partial class GraphBuilder : GraphId
{
    private readonly List<DraftNode> nodes = [];
    private bool closed;

    public GraphBuilder(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new FlowDefinitionException("A flow has an empty name: give it one, as in Flow.Define(\"Hello\", ...).");
        FlowName = name;
    }

    internal override string FlowName { get; }

    /// <summary>What the flow says of itself as a whole.</summary>
    public FlowSettings Settings { get; private set; } = new();

    /// <summary>From now on the flow cannot be changed.</summary>
    public void Close() => closed = true;

    public NodeRef AddParameter(string name, ParameterFacts facts)
    {
        if (closed) throw Finished($"parameter '{name}'");
        if (string.IsNullOrWhiteSpace(name)) throw new FlowDefinitionException($"A parameter of flow '{FlowName}' has an empty name: give it one.");
        if (nodes.Exists(n => n.Parameter is not null && n.Options.Name == name))
            throw new FlowDefinitionException(
                $"Flow '{FlowName}' already has a parameter '{name}': keep its handle in a variable and use that, or choose another name.");
        return Add(new() { Options = new() { Name = name }, Parameter = facts });
    }

    /// <summary>Changes what the flow says of itself as a whole.</summary>
    /// <param name="what">Names the setting in a message: <c>the reference tasks</c>.</param>
    /// <param name="change">Makes the new settings out of the old ones.</param>
    /// <exception cref="FlowDefinitionException">The flow is already finished.</exception>
    public void Change(string what, Func<FlowSettings, FlowSettings> change)
    {
        if (closed) throw Finished(what);
        Settings = change(Settings);
    }

    /// <summary>The index of a node that a setting of the flow names.</summary>
    /// <exception cref="FlowDefinitionException">The node is of another flow.</exception>
    public int IndexOf(NodeRef node, string where) => node.Graph == this ? node.Index : throw Foreign(node, where);

    internal override NodeRef Record(TaskCall call)
    {
        if (closed) throw Finished($"task '{call.Options.Name}'");
        OptionsCheck.Check(call.Options, FlowName);
        for (var i = 0; i < call.Inputs.Count; i++)
        {
            var (input, argument) = (call.Inputs[i], call.Arguments[i]);
            if (argument.Source is { } source && source.Graph != this)
                throw Foreign(source, $"argument '{input.Name}' of task '{call.Options.Name}'");
            if (argument.IsUnset && input.Required)
                throw new FlowDefinitionException(
                    $"Argument '{input.Name}' of task '{call.Options.Name}' in flow '{FlowName}' has no value: give it one; "
                    + $"a bare default must be written as default({input.Type.Name}).");
        }

        return Add(new() { Options = call.Options, Call = call });
    }

    internal override void Change(NodeRef node, Func<TaskOptions, TaskOptions> change)
    {
        var draft = TaskAt(node, "options");
        var options = change(draft.Options);
        OptionsCheck.Check(options, FlowName);
        if (draft.Call!.Kind == NodeKind.Merge && options.SkipOnUpstreamSkip)
            throw new FlowDefinitionException(
                $"SkipOnUpstreamSkip of {Describe(node)} is true, but a merge must run when a branch is skipped: leave it false.");
        draft.Options = options;
    }

    internal override void Order(NodeRef node, NodeRef upstream)
    {
        var draft = TaskAt(node, "order");
        if (upstream.Graph != this) throw Foreign(upstream, $"After on task '{draft.Options.Name}'");
        draft.WaitFor(upstream.Index);
    }

    internal override string NameOf(NodeRef node) => nodes[node.Index].Options.Name;

    internal override string Describe(NodeRef node)
    {
        var draft = nodes[node.Index];
        return $"{(draft.Parameter is null ? "task" : "parameter")} '{draft.Options.Name}' of flow '{FlowName}'";
    }

    /// <summary>Gives all nodes their slugs, in the order in which they were written, and checks the whole.</summary>
    /// <exception cref="FlowDefinitionException">The flow has a cycle.</exception>
    public FlowGraph Build()
    {
        foreach (var node in nodes) OptionsCheck.CheckWhole(node.Options, FlowName);
        EnsureAllUsed();
        var slugs = new SlugBook(nodes.Where(n => n.Parameter is not null).Select(n => n.Options.Name));
        var finished = nodes.Select((n, i) => n.Finish(i, n.Parameter is null ? slugs.Next(n.Options) : n.Options.Name)).ToList();
        ResultOptionsCheck.Check(FlowName, finished);
        var edges = new List<FlowEdge>(finished.Count);
        foreach (var node in finished) AddInto(edges, node, finished);
        var settings = Settings;
        return new()
        {
            Id = this,
            Name = FlowName,
            Settings = Settings,
            Nodes = finished,
            Edges = edges,
            Order = TopologicalOrder.Of(FlowName, finished, edges),
            LazyHash = new(() => GraphHash.Of(finished, edges, settings)),
        };
    }

    private void AddInto(List<FlowEdge> edges, FlowNode node, List<FlowNode> finished)
    {
        for (var i = 0; i < node.Arguments.Count; i++)
            if (node.Arguments[i] is { Source: { } source } argument)
                edges.Add(new(finished[source.Index], node, node.Inputs[i].Name, argument.Each, argument.Flatten is not null));
        foreach (var upstream in nodes[node.Index].After) edges.Add(new(finished[upstream], node, Key: null));
    }

    private NodeRef Add(DraftNode node)
    {
        if (node.IsWork)
            foreach (var block in blocks) block.Add(nodes.Count);
        nodes.Add(node);
        return new(this, nodes.Count - 1);
    }

    private DraftNode TaskAt(NodeRef node, string what)
    {
        var draft = nodes[node.Index];
        if (closed) throw Finished($"the {what} of {Describe(node)}");
        return draft.Parameter is null
            ? draft
            : throw new FlowDefinitionException($"The {what} of {Describe(node)} cannot be set: only tasks have {what}.");
    }

    private FlowDefinitionException Foreign(NodeRef node, string where) =>
        new($"In flow '{FlowName}', {where} is given {node.Graph.Describe(node)}: use handles of '{FlowName}' only; "
            + "call the task or declare the parameter there as well.");

    private FlowDefinitionException Finished(string what) =>
        new($"Flow '{FlowName}' is finished, so {what} cannot be added or changed: do it inside of the definition that Flow.Define is given.");
}
