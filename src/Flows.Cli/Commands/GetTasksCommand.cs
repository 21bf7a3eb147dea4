using System.CommandLine;
using System.Globalization;
using Flows.Cli.Lookups;
using Flows.Cli.Output;
using Flows.Client;
using Flows.Client.Queries;

namespace Flows.Cli.Commands;

/// <summary><c>flows get tasks</c></summary>
internal sealed class GetTasksCommand : GetCommand<TaskSummary>
{
    private readonly Option<string?> name = new("--name", "-n") { Description = "Only tasks of this name.", HelpName = "NAME" };
    private readonly Option<string?> flow = new("--flow-name", "-fn") { Description = "Only tasks of this flow.", HelpName = "NAME" };
    private readonly Option<int?> version = new("--flow-version", "-fv") { Description = "Only tasks of this version of the flow.", HelpName = "NUMBER" };
    private readonly Option<string?> project = CommonOptions.Project("Only tasks of flows of this project.");
    private readonly Option<int> limit = CommonOptions.Limit();

    public GetTasksCommand(CliEnvironment environment)
        : base(
            environment, "tasks", "Lists tasks of the registered flows, the newest first.", ["NAME", "FLOW NAME", "FLOW VERSION", "AGE", "MAPPED", "TYPE"],
            "flows get tasks --flow-name Hello", "flows get tasks --flow-name Hello --flow-version 2 --json")
    {
        foreach (var option in (Option[])[name, flow, version, project, limit]) Add(option);
    }

    protected override Task<IReadOnlyList<TaskSummary>> ListAsync(FlowsClient client, ParseResult line, CancellationToken stop) => client.ListTasksAsync(
        new() { Name = line.GetValue(name), Flow = line.GetValue(flow), FlowVersion = line.GetValue(version), Project = line.GetValue(project), Limit = line.GetValue(limit) }, stop);

    protected override Task ExplainAsync(FlowsClient client, ParseResult line, CancellationToken stop) =>
        FlowLookup.ExplainAsync(client, line.GetValue(flow), line.GetValue(project), stop);

    protected override string[] Cells(TaskSummary item, DateTimeOffset now) =>
        [item.Name, item.FlowName, item.FlowVersion.ToString(CultureInfo.InvariantCulture), Age.Of(item.Created, now), item.Mapped ? "True" : "False", item.Type];
}
