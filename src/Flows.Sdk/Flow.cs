using Flows.Graph;
using Flows.Results;
using Flows.Storage;

namespace Flows;

/// <summary>A data flow: tasks, what flows between them, and where and how it is run.</summary>
public partial class Flow
{
    private protected Flow(FlowGraph graph) => Graph = graph;

    /// <summary>The finished graph.</summary>
    internal FlowGraph Graph { get; }

    /// <summary>The name under which the flow is registered.</summary>
    public string Name => Graph.Name;

    /// <summary>Where the program is kept when the flow is registered. <value>The default is null: the caller of the registration decides.</value></summary>
    public FlowStorage? Storage { get; set; }

    /// <summary>How an agent starts a run. <value>The default is null: the caller of the registration decides.</value></summary>
    public RunConfig? RunConfig { get; set; }

    /// <summary>When runs are made: by the server once the flow is registered, or here by <see cref="RunOnScheduleAsync"/>. <value>The default is null: on demand.</value></summary>
    /// <exception cref="FlowDefinitionException">One of its clocks gives a value to a parameter that the flow does not have, or one that does not fit.</exception>
    public Schedule? Schedule
    {
        get;
        set
        {
            if (value is not null) ScheduledParameters.Check(Graph, value);
            field = value;
        }
    }

    /// <summary>Writes a flow. The same flow must come out each time: a container runs the same program again and expects the same graph.</summary>
    /// <param name="name">The flow's name, for example <c>Hello</c>.</param>
    /// <param name="define">Calls the tasks. It runs now, once; the builder is of no use afterwards.</param>
    /// <returns>The flow.</returns>
    /// <exception cref="FlowDefinitionException">The flow cannot run as written; the message says why and the way out.</exception>
    public static Flow Define(string name, [Authoring] Action<FlowBuilder> define)
    {
        ArgumentNullException.ThrowIfNull(define);
        return new(Write(name, define));
    }

    /// <summary>Writes a flow and keeps the handles that tests and callers want to look at.</summary>
    /// <typeparam name="TOut">A handle, or several in a tuple or a type of your own.</typeparam>
    /// <param name="name">The flow's name, for example <c>Hello</c>.</param>
    /// <param name="define">Calls the tasks and returns handles. It runs now, once; the builder is of no use afterwards.</param>
    /// <returns>The flow, with the handles in <see cref="Flow{TOut}.Output"/>.</returns>
    /// <exception cref="FlowDefinitionException">The flow cannot run as written; the message says why and the way out.</exception>
    public static Flow<TOut> Define<TOut>(string name, [Authoring] Func<FlowBuilder, TOut> define)
    {
        ArgumentNullException.ThrowIfNull(define);
        TOut? output = default;
        var graph = Write(name, builder => FlowOutput.Check(output = define(builder), builder.Graph));
        return new(graph, output!);
    }

    private static FlowGraph Write(string name, Action<FlowBuilder> define)
    {
        var graph = new GraphBuilder(name);
        try
        {
            define(new FlowBuilder(graph));
            var finished = graph.Build();
            StoredTypesCheck.Refuse(finished);
            return finished;
        }
        finally
        {
            graph.Close();
        }
    }
}

/// <summary>A data flow whose definition returned handles.</summary>
/// <typeparam name="TOut">What the definition returned.</typeparam>
public sealed class Flow<TOut> : Flow
{
    internal Flow(FlowGraph graph, TOut output) : base(graph) => Output = output;

    /// <summary>What the definition returned: the handles by which results are read.</summary>
    public TOut Output { get; }
}
