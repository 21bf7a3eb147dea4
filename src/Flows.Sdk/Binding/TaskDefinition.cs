namespace Flows.Binding;

/// <summary>What a task is, apart from its calls. Generated code makes it.</summary>
/// <typeparam name="TOut">What the task yields; <see cref="Unit"/> for nothing.</typeparam>
/// <param name="options">Name and options as the method's attribute says.</param>
/// <param name="inputs">The arguments of the task, without those that the run injects.</param>
/// <param name="body">Calls the method.</param>
public sealed class TaskDefinition<TOut>(TaskOptions options, IReadOnlyList<TaskInput> inputs, Func<TaskArgs, ValueTask<TOut>> body)
{
    /// <summary>What the recorded calls are. <value>The default is a call of a task.</value></summary>
    internal NodeKind Kind { get; init; }

    /// <summary>Set for a task that runs in rounds, in place of the body.</summary>
    internal Func<TaskArgs, ValueTask<object?>>? Rounds { get; init; }

    /// <summary>Records a call in the flow of its deferred arguments.</summary>
    /// <param name="arguments">One argument for each input.</param>
    /// <returns>The call.</returns>
    /// <exception cref="FlowDefinitionException">No argument is deferred, or the call cannot be part of the flow.</exception>
    public NodeRef Call(params ReadOnlySpan<Argument> arguments) => CallIn(GraphOf(arguments), arguments);

    /// <summary>Records a call in a flow.</summary>
    /// <param name="graph">The flow's graph.</param>
    /// <param name="arguments">One argument for each input.</param>
    /// <returns>The call.</returns>
    /// <exception cref="FlowDefinitionException">The call cannot be part of the flow.</exception>
    public NodeRef CallIn(GraphId graph, params ReadOnlySpan<Argument> arguments)
    {
        foreach (var argument in arguments)
            if (argument.Each)
                throw new FlowDefinitionException(
                    $"Task '{options.Name}' of flow '{graph.FlowName}' takes an object and was given elements after the flow: "
                    + "leave out the flow, so that the call is mapped.");
        return graph.Record(Recorded(arguments, collect: null));
    }

    /// <summary>Records a mapped call: one child for each element of the arguments that are given by element.</summary>
    /// <param name="arguments">One argument for each input.</param>
    /// <returns>The call.</returns>
    /// <exception cref="FlowDefinitionException">The call cannot be part of the flow.</exception>
    public NodeRef Map(params ReadOnlySpan<Argument> arguments) => GraphOf(arguments).Record(Recorded(arguments, Collect));

    private GraphId GraphOf(ReadOnlySpan<Argument> arguments)
    {
        foreach (var argument in arguments)
            if (argument.Source is { } source)
                return source.Graph;
        throw new FlowDefinitionException(
            $"No argument of task '{options.Name}' belongs to a flow: pass the flow first, as in {options.Name}(flow, ...), "
            + "or call the method itself to run it at once.");
    }

    private TaskCall Recorded(ReadOnlySpan<Argument> arguments, Func<IReadOnlyList<object?>, object>? collect) => new()
    {
        Kind = Kind,
        Options = options,
        Inputs = inputs,
        Arguments = arguments.ToArray(),
        OutputType = typeof(TOut),
        Body = Rounds ?? RunAsync,
        Collect = collect,
    };

    private async ValueTask<object?> RunAsync(TaskArgs args)
    {
        var value = await body(args).ConfigureAwait(false);
        return value is Unit ? null : value;
    }

    private static object Collect(IReadOnlyList<object?> items)
    {
        var list = new List<TOut>(items.Count);
        foreach (var item in items) list.Add(item is null ? default! : (TOut)item);
        return list;
    }
}
