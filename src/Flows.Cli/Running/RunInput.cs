using System.Text.Json;
using Flows.Client;
using Flows.Client.Queries;
using Flows.Wire;

namespace Flows.Cli.Running;

/// <summary>What the server is told of a new run.</summary>
internal static class RunInput
{
    private const string LoggingLevel = "PREFECT__LOGGING__LEVEL";

    /// <param name="client">The server.</param>
    /// <param name="order">What the command line says.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="parameters">The values of its parameters.</param>
    /// <param name="context">The facts of its context.</param>
    /// <param name="agentless">The label of the one who executes the run; null when an agent does.</param>
    /// <param name="stop">Ends the call.</param>
    public static async Task<CreateFlowRunInput> MakeAsync(
        FlowsClient client, RunOrder order, FlowSummary flow, Dictionary<string, JsonElement> parameters, Dictionary<string, JsonElement> context, string? agentless, CancellationToken stop)
    {
        var input = new CreateFlowRunInput
        {
            FlowId = flow.Id,
            Parameters = parameters.Count > 0 ? parameters : null,
            Context = context.Count > 0 ? context : null,
            Labels = order.Labels,
            FlowRunName = order.RunName,
        };
        if (order.IdempotencyKey is { } key) input = input with { IdempotencyKey = key };
        if (order.LogLevel is null && agentless is null) return input;
        // A run config goes as a whole, so what was registered is copied; its labels would win over the group's, so those are said too.
        var own = await RunConfigAsync(client, flow, stop);
        var config = agentless is null ? own : new UniversalRunDocument { Env = own.Env };
        if (order.LogLevel is { } level) config = config with { Env = new Dictionary<string, string>(config.Env ?? new Dictionary<string, string>(), StringComparer.Ordinal) { [LoggingLevel] = level } };
        var labels = order.Labels ?? (await client.GetFlowAsync(flow.Id, stop)).Labels;
        return input with { RunConfig = config, Labels = agentless is null ? labels : [.. labels, agentless] };
    }

    private static async Task<RunConfigDocument> RunConfigAsync(FlowsClient client, FlowSummary flow, CancellationToken stop)
    {
        var description = await client.DescribeFlowAsync(new() { Id = flow.Id }, stop);
        if (description is not { } known || !known.TryGetProperty("run_config", out var json) || json.ValueKind != JsonValueKind.Object) return new UniversalRunDocument();
        var config = RunConfigDocument.FromJson(json);
        return config is UnknownRunConfigDocument
            ? throw new CliException($"Flow '{flow.Name}' has a run config of the kind {config.Type}, which this tool cannot change: leave out --log-level and --execute.")
            : config;
    }
}
