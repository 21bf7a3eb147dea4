using System.CommandLine;
using System.Text.Json;
using Flows.Cli.Lookups;
using Flows.Cli.Running;
using Flows.Client;
using Flows.Client.Queries;

namespace Flows.Cli.Commands;

/// <summary><c>flows run flow</c></summary>
internal sealed class RunFlowCommand : CliCommand
{
    private readonly Option<string?> id = new("--id", "-i") { Description = "The id of the flow; or give --name.", HelpName = "ID" };
    private readonly Option<string?> name = new("--name", "-n") { Description = "The name of the flow; its newest version runs.", HelpName = "NAME" };
    private readonly Option<string?> project = CommonOptions.Project("The project of the flow, when several have one of that name.");
    private readonly Option<string[]> parameters = new("--param") { Description = "A parameter as name=value; the value is JSON, bare words are strings.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
    private readonly Option<string?> parameterFile = new("--param-file") { Description = "A file with a JSON object of parameters; --param wins over it.", HelpName = "FILE" };
    private readonly Option<string[]> labels = CommonOptions.Labels("A label that the agent must have, instead of those that were registered.");
    private readonly Option<string?> runName = new("--run-name") { Description = "The name of the run; the server thinks of one otherwise.", HelpName = "NAME" };
    private readonly Option<bool> watch = new("--watch", "-w") { Description = "Prints states and logs until the run has ended; exit code 1 when it failed." };
    private readonly Option<bool> noLogs = new("--no-logs") { Description = "With --watch: states only." };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "Prints the id of the run and nothing else." };

    public RunFlowCommand(CliEnvironment environment)
        : base(
            environment, "flow", "Starts a run of a registered flow.",
            "flows run flow --name Hello --project Hello_Project --watch", "flows run flow --name Hello --param name=Ada --param repeat=3")
    {
        foreach (var option in (Option[])[id, name, project, parameters, parameterFile, labels, runName, watch, noLogs, quiet]) Add(option);
        Validators.Add(line =>
        {
            if (line.GetResult(id) is null == line.GetResult(name) is null) line.AddError("Give one of --name and --id.");
            if (line.GetResult(quiet) is not null && line.GetResult(watch) is not null) line.AddError("--quiet and --watch exclude each other.");
        });
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var values = ParameterInput.Read(line.GetValue(parameterFile), line.GetValue(parameters) ?? []);
        var configuration = Process.LoadConfiguration();
        using var client = Process.Connect(configuration);
        var flow = line.GetValue(id) is { } flowId ? await FlowLookup.ByIdAsync(client, flowId, stop) : await FlowLookup.ByNameAsync(client, line.GetValue(name)!, line.GetValue(project), stop);
        CheckNames(flow, values);
        var runId = await client.CreateFlowRunAsync(
            new()
            {
                FlowId = flow.Id,
                Parameters = values.Count > 0 ? values : null,
                Labels = line.GetValue(labels) is { Length: > 0 } given ? given : null,
                FlowRunName = line.GetValue(runName),
            }, stop);
        if (line.GetValue(quiet))
        {
            await Output.WriteLineAsync(runId);
            return ExitCodes.Ok;
        }
        await AnnounceAsync(client, configuration, flow, runId, stop);
        return line.GetValue(watch) ? await WatchAsync(client, runId, !line.GetValue(noLogs), stop) : ExitCodes.Ok;
    }

    private static void CheckNames(FlowSummary flow, Dictionary<string, JsonElement> values)
    {
        if (values.Keys.FirstOrDefault(k => !flow.Parameters.Contains(k)) is not { } unknown) return;
        throw new CliException($"Flow '{flow.Name}' has no parameter '{unknown}'; " + (flow.Parameters.Count == 0 ? "it has none." : $"it has {string.Join(", ", flow.Parameters.Select(p => $"'{p}'"))}."));
    }

    private async Task AnnounceAsync(FlowsClient client, FlowsConfiguration configuration, FlowSummary flow, string runId, CancellationToken stop)
    {
        var run = await client.GetFlowRunViewAsync(runId, stop);
        var slug = await client.GetTenantSlugAsync(stop);
        await Output.WriteLineAsync(
            $"""
            Flow run {run?.Name} of {flow.Name}, version {flow.Version}
              ID:     {runId}
              Labels: {(run is { Labels.Count: > 0 } ? string.Join(", ", run.Labels) : "none")}
              URL:    {configuration.UiUrl.ToString().TrimEnd('/')}/{slug}/flow-run/{runId}
            """);
    }

    private async Task<int> WatchAsync(FlowsClient client, string runId, bool showLogs, CancellationToken stop)
    {
        try
        {
            var state = await new FlowRunWatcher(client, Output, Process.TimeProvider) { ShowLogs = showLogs }.WatchAsync(runId, stop);
            await Output.WriteLineAsync($"The flow run ended as {state.Type}.");
            return state.IsSuccessful ? ExitCodes.Ok : ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Output.WriteLineAsync($"The flow run goes on; `flows cancel flow-run {runId}` ends it.");
            throw;
        }
    }
}
