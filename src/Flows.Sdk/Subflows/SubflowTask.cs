using Flows.Binding;
using Flows.Collections;
using Flows.Graph;

namespace Flows.Subflows;

/// <summary>The task that starts a run of another flow.</summary>
internal static class SubflowTask
{
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromSeconds(1);

    /// <summary>All that decides what a run does is an argument, so that it is part of the graph's hash.</summary>
    private static readonly TaskInput[] Inputs =
    [
        new("flow_name", typeof(string), Required: false),
        new("project_name", typeof(string), Required: false),
        new("parameters", typeof(Dictionary<string, object?>), Required: false),
        new("run_name", typeof(string), Required: false),
        new("labels", typeof(IReadOnlyList<string>), Required: false),
        new("run_config", typeof(RunConfig), Required: false),
        new("wait", typeof(bool), Required: false),
        new("fail_with_run", typeof(bool), Required: false),
    ];

    public static TaskResult<SubflowRun> Record(GraphBuilder graph, string flow, string? project, FlowParameters parameters, SubflowOptions options)
    {
        Check(graph.FlowName, flow, options);
        var target = new SubflowTarget(flow, project);
        return new(new TaskDefinition<SubflowRun>(
            new() { Name = $"Flow {flow}" },
            Inputs,
            args => RunAsync(target, options, args.Get<Dictionary<string, object?>>(2), args.Context))
        {
            Kind = NodeKind.StartFlowRun,
        }.CallIn(
            graph,
            Argument.Of(flow),
            Argument.Of(project),
            Parameters(graph, flow, parameters),
            Argument.Of(options.RunName),
            Argument.Of(options.Labels),
            Argument.Of(options.RunConfig),
            Argument.Of(options.Wait),
            Argument.Of(options.FailWithRun)));
    }

    private static async ValueTask<SubflowRun> RunAsync(SubflowTarget target, SubflowOptions options, Dictionary<string, object?> parameters, TaskRunContext context)
    {
        using var client = options.Connect();
        var starter = new SubflowStarter(client, context, options);
        var run = await starter.StartAsync(target, parameters).ConfigureAwait(false);
        if (options.Wait) run = await starter.WaitAsync(run).ConfigureAwait(false);
        return new(run.Id, run.Name, run.State.Type);
    }

    /// <summary>Values that are all known now are one constant; otherwise they are collected when the flow runs.</summary>
    private static Argument Parameters(GraphBuilder graph, string flow, FlowParameters parameters)
    {
        var arguments = parameters.Values.Values.Select(Argument.Of).ToList();
        if (arguments.Exists(static a => a.Each))
            throw new FlowDefinitionException(
                $"A run of flow '{flow}' in flow '{graph.FlowName}' is given the elements of a list: give it the whole list, since one task starts one run.");
        return arguments.Exists(static a => a.Source is not null)
            ? Argument.From(Collected.Dictionary<string, object?>(graph, [.. parameters.Values.Keys], arguments))
            : Argument.Of(new Dictionary<string, object?>(parameters.Values));
    }

    private static void Check(string parent, string flow, SubflowOptions options)
    {
        if (string.IsNullOrWhiteSpace(flow))
            throw new FlowDefinitionException($"A run of another flow in flow '{parent}' names no flow: give the name under which it is registered.");
        if (options.PollInterval < ShortestPoll)
            throw new FlowDefinitionException($"PollInterval of the run of flow '{flow}' in flow '{parent}' is {options.PollInterval}: it must be at least {ShortestPoll}, to spare the server.");
    }
}
