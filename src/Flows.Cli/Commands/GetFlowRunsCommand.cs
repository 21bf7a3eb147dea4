using System.CommandLine;
using Flows.Cli.Lookups;
using Flows.Cli.Output;
using Flows.Client;
using Flows.Client.Queries;

namespace Flows.Cli.Commands;

/// <summary><c>flows get flow-runs</c></summary>
internal sealed class GetFlowRunsCommand : GetCommand<FlowRunSummary>
{
    private readonly Option<string?> flow = new("--flow", "-f") { Description = "Only runs of this flow.", HelpName = "NAME" };
    private readonly Option<string?> project = CommonOptions.Project("Only runs of flows of this project.");
    private readonly Option<bool> started = new("--started", "-s") { Description = "Only runs that began, in the order of their start." };
    private readonly Option<int> limit = CommonOptions.Limit();

    public GetFlowRunsCommand(CliEnvironment environment)
        : base(
            environment, "flow-runs", "Lists flow runs, the newest first.", ["NAME", "FLOW NAME", "STATE", "AGE", "START TIME", "ID"],
            "flows get flow-runs --flow Hello --limit 3", "flows get flow-runs --started --json")
    {
        foreach (var option in (Option[])[flow, project, started, limit]) Add(option);
    }

    protected override Task<IReadOnlyList<FlowRunSummary>> ListAsync(FlowsClient client, ParseResult line, CancellationToken stop) => client.ListFlowRunsAsync(
        new() { Flow = line.GetValue(flow), Project = line.GetValue(project), Started = line.GetValue(started), Limit = line.GetValue(limit) }, stop);

    protected override Task ExplainAsync(FlowsClient client, ParseResult line, CancellationToken stop) =>
        FlowLookup.ExplainAsync(client, line.GetValue(flow), line.GetValue(project), stop);

    protected override string[] Cells(FlowRunSummary item, DateTimeOffset now) =>
        [item.Name, item.FlowName, item.State, Age.Of(item.Created, now), item.StartTime is { } start ? LogText.Time(start) : "", item.Id];
}
