using System.Text.Json;
using Flows.Cli.Lookups;
using Flows.Cli.Output;
using Flows.Client;
using Flows.Client.Queries;
using Flows.States;

namespace Flows.Cli.Running;

/// <summary>Makes a run of a flow of the server, and at will waits for its end.</summary>
internal sealed class ServerRun(CliEnvironment process, RunOrder order)
{
    private TextWriter Lines => order.Json ? process.Error : process.Output;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var (parameters, context) = (order.ParameterValues(), order.ContextValues());
        var configuration = process.LoadConfiguration();
        using var client = process.Connect(configuration);
        var flow = await FlowLookup.FindAsync(client, order.Id, order.Name, order.Project, stop);
        CheckNames(flow, parameters);
        var agentless = order.Execute ? new AgentlessRun(process, configuration) : null;
        var input = await RunInput.MakeAsync(client, order, flow, parameters, context, agentless?.Label, stop);
        var runId = await client.CreateFlowRunAsync(input, stop);
        if (order is { Quiet: true, Json: false })
        {
            await process.Output.WriteLineAsync(runId);
            return ExitCodes.Ok;
        }
        var run = await client.GetFlowRunViewAsync(runId, stop) ?? throw FlowRunLookup.None(runId);
        var url = $"{configuration.UiUrl.ToString().TrimEnd('/')}/{await client.GetTenantSlugAsync(stop)}/flow-run/{runId}";
        if (!order.Json) await AnnounceAsync(flow, run, url);
        var end = order.Watch || order.Execute ? await FollowAsync(client, run, agentless, stop) : null;
        if (order.Json) await JsonOutput.WriteAsync(process.Output, Answer(flow, run, url, end ?? run.State));
        return end is null or { IsSuccessful: true } ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static void CheckNames(FlowSummary flow, Dictionary<string, JsonElement> values)
    {
        if (values.Keys.FirstOrDefault(k => !flow.Parameters.Contains(k)) is not { } unknown) return;
        throw new CliException($"Flow '{flow.Name}' has no parameter '{unknown}'; " + (flow.Parameters.Count == 0 ? "it has none." : $"it has {Names.Quote(flow.Parameters)}."));
    }

    private Task AnnounceAsync(FlowSummary flow, FlowRunView run, string url) => Lines.WriteLineAsync(
        $"""
        Flow run {run.Name} of {flow.Name}, version {flow.Version}
          ID:         {run.Id}
          Labels:     {(run.Labels.Count > 0 ? string.Join(", ", run.Labels) : "none")}
          Parameters: {JsonSerializer.Serialize(run.Parameters)}
          Context:    {JsonSerializer.Serialize(run.Context)}
          URL:        {url}
        """);

    private static object Answer(FlowSummary flow, FlowRunView run, string url, State state) => new
    {
        run.Id,
        run.Name,
        FlowId = flow.Id,
        FlowName = flow.Name,
        FlowVersion = flow.Version,
        run.Labels,
        run.Parameters,
        run.Context,
        url,
        State = state.Type,
        state.Message,
    };

    private async Task<State> FollowAsync(FlowsClient client, FlowRunView run, AgentlessRun? agentless, CancellationToken stop)
    {
        var watcher = new FlowRunWatcher(client, order.Watch ? Lines : TextWriter.Null, process.TimeProvider) { ShowLogs = order is { Watch: true, NoLogs: false } };
        try
        {
            var state = agentless is null ? await watcher.WatchAsync(run.Id, stop) : await agentless.ExecuteAsync(token => watcher.WatchAsync(run.Id, token), run.Labels, stop);
            await Lines.WriteLineAsync($"The flow run ended as {state.Type}{(order.Watch || string.IsNullOrEmpty(state.Message) ? "" : $": {state.Message.TrimEnd('.')}")}.");
            return state;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await OfferCancelAsync(client, run.Id);
            throw;
        }
    }

    private async Task OfferCancelAsync(FlowsClient client, string runId)
    {
        if (process.Input is not null && await Confirmation.AskAsync(process, yes: false, $"{Environment.NewLine}Watching ends here; the flow run would go on. Cancel it as well?", CancellationToken.None))
            await Lines.WriteLineAsync($"The flow run is {await client.CancelFlowRunAsync(runId, CancellationToken.None)}.");
        else
            await Lines.WriteLineAsync($"The flow run goes on; `flows cancel flow-run {runId}` ends it.");
    }
}
