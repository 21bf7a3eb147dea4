using System.CommandLine;
using System.Globalization;
using Flows.Cli.Output;

namespace Flows.Cli.Commands;

/// <summary><c>flows get flow-runs</c></summary>
internal sealed class GetFlowRunsCommand : CliCommand
{
    private readonly Option<string?> flow = new("--flow", "-f") { Description = "Only runs of this flow.", HelpName = "NAME" };
    private readonly Option<string?> project = CommonOptions.Project("Only runs of flows of this project.");
    private readonly Option<bool> started = new("--started", "-s") { Description = "Only runs that began, in the order of their start." };
    private readonly Option<int> limit = CommonOptions.Limit();
    private readonly Option<bool> json = CommonOptions.Json();

    public GetFlowRunsCommand(CliEnvironment environment)
        : base(environment, "flow-runs", "Lists flow runs, the newest first.", "flows get flow-runs --flow Hello --limit 3")
    {
        foreach (var option in (Option[])[flow, project, started, limit, json]) Add(option);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        using var client = Process.Connect(Process.LoadConfiguration());
        var runs = await client.ListFlowRunsAsync(
            new() { Flow = line.GetValue(flow), Project = line.GetValue(project), Started = line.GetValue(started), Limit = line.GetValue(limit) }, stop);
        if (line.GetValue(json))
        {
            await JsonOutput.WriteAsync(Output, runs);
            return ExitCodes.Ok;
        }
        var now = Process.TimeProvider.GetUtcNow();
        var table = new Table("NAME", "FLOW NAME", "STATE", "AGE", "START TIME", "ID");
        foreach (var run in runs)
            table.Add(run.Name, run.FlowName, run.State, Age.Of(run.Created, now), run.StartTime?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "", run.Id);
        await table.WriteAsync(Process);
        return ExitCodes.Ok;
    }
}
