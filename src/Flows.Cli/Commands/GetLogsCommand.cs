using System.CommandLine;
using Flows.Cli.Lookups;
using Flows.Cli.Output;
using Flows.Client;

namespace Flows.Cli.Commands;

/// <summary><c>flows get logs</c></summary>
internal sealed class GetLogsCommand : CliCommand
{
    private readonly Option<string?> name = new("--name", "-n") { Description = "The name of the flow run; of several the one that began last.", HelpName = "NAME" };
    private readonly Option<string?> id = new("--id") { Description = "The id of the flow run.", HelpName = "ID" };
    private readonly Option<string?> flow = new("--flow", "-f") { Description = "The newest run of the flow of this name.", HelpName = "NAME" };
    private readonly Option<bool> info = new("--info", "-i") { Description = "Prints what programs added to the lines, as JSON, instead of the lines." };
    private readonly Option<bool> json = CommonOptions.Json();

    public GetLogsCommand(CliEnvironment environment)
        : base(environment, "logs", "Prints the log of a flow run.", "flows get logs --flow Hello", "flows get logs --name tidy-otter", "flows get logs --flow Hello --json")
    {
        foreach (var option in (Option[])[name, id, flow, info, json]) Add(option);
        Validators.Add(line =>
        {
            if (new Option[] { name, id, flow }.Count(o => line.GetResult(o) is not null) != 1) line.AddError("Give one of --name, --id and --flow.");
        });
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        using var client = Process.Connect(Process.LoadConfiguration());
        var lines = await client.GetLogsAsync(await FindRunAsync(client, line, stop), cancellationToken: stop);
        if (line.GetValue(json)) await JsonOutput.WriteAsync(Output, lines);
        else if (line.GetValue(info)) foreach (var added in lines.Select(l => l.Info).OfType<System.Text.Json.JsonElement>()) await Output.WriteLineAsync(added.GetRawText());
        else foreach (var log in lines) await Output.WriteLineAsync(LogText.Of(log));
        return ExitCodes.Ok;
    }

    private async Task<string> FindRunAsync(FlowsClient client, ParseResult line, CancellationToken stop)
    {
        if (line.GetValue(id) is { } runId) return await FlowRunLookup.ByIdAsync(client, runId, stop);
        if (line.GetValue(name) is { } runName) return await FlowRunLookup.ByNameAsync(client, runName, null, stop);
        var runs = await client.ListFlowRunsAsync(new() { Flow = line.GetValue(flow), Limit = 1 }, stop);
        return runs.Count > 0 ? runs[0].Id : throw new CliException($"There is no run of a flow named '{line.GetValue(flow)}'; `flows get flows` lists the flows.");
    }
}
