using System.CommandLine;
using System.Globalization;
using Flows.Cli.Lookups;
using Flows.Cli.Output;
using Flows.Client;
using Flows.Client.Queries;

namespace Flows.Cli.Commands;

/// <summary><c>flows get flows</c></summary>
internal sealed class GetFlowsCommand : GetCommand<FlowSummary>
{
    private readonly Option<string?> name = new("--name", "-n") { Description = "Only flows of this name.", HelpName = "NAME" };
    private readonly Option<int?> version = new("--version", "-v") { Description = "Only this version.", HelpName = "NUMBER" };
    private readonly Option<string?> project = CommonOptions.Project("Only flows of this project.");
    private readonly Option<int> limit = CommonOptions.Limit();
    private readonly Option<bool> allVersions = new("--all-versions") { Description = "Older versions too; without it each flow's newest only." };

    public GetFlowsCommand(CliEnvironment environment)
        : base(
            environment, "flows", "Lists the registered flows.", ["NAME", "VERSION", "AGE", "ID", "PROJECT NAME"],
            "flows get flows --project Hello_Project", "flows get flows --name Hello --all-versions", "flows get flows --json")
    {
        foreach (var option in (Option[])[name, version, project, limit, allVersions]) Add(option);
    }

    protected override Task<IReadOnlyList<FlowSummary>> ListAsync(FlowsClient client, ParseResult line, CancellationToken stop)
    {
        var all = line.GetValue(allVersions) || line.GetValue(version) is not null;
        return client.ListFlowsAsync(
            new() { Name = line.GetValue(name), Version = line.GetValue(version), Project = line.GetValue(project), Archived = all ? null : false }, line.GetValue(limit), stop);
    }

    protected override Task ExplainAsync(FlowsClient client, ParseResult line, CancellationToken stop) =>
        FlowLookup.ExplainAsync(client, line.GetValue(name), line.GetValue(project), stop);

    protected override string[] Cells(FlowSummary item, DateTimeOffset now) =>
        [item.Name, item.Version.ToString(CultureInfo.InvariantCulture), Age.Of(item.Created, now), item.Id, item.ProjectName];
}
