using System.CommandLine;
using System.Globalization;
using Flows.Cli.Lookups;
using Flows.Cli.Output;
using Flows.Client;
using Flows.Client.Queries;

namespace Flows.Cli.Commands;

/// <summary><c>flows get projects</c></summary>
internal sealed class GetProjectsCommand : GetCommand<ProjectSummary>
{
    private readonly Option<string?> name = new("--name", "-n") { Description = "Only the project of this name.", HelpName = "NAME" };

    public GetProjectsCommand(CliEnvironment environment)
        : base(environment, "projects", "Lists the projects.", ["NAME", "FLOW COUNT", "AGE", "DESCRIPTION"], "flows get projects", "flows get projects --json") => Add(name);

    protected override Task<IReadOnlyList<ProjectSummary>> ListAsync(FlowsClient client, ParseResult line, CancellationToken stop) => client.ListProjectsAsync(line.GetValue(name), stop);

    protected override Task ExplainAsync(FlowsClient client, ParseResult line, CancellationToken stop) => ProjectLookup.CheckAsync(client, line.GetValue(name), stop);

    protected override string[] Cells(ProjectSummary item, DateTimeOffset now) =>
        [item.Name, item.FlowCount.ToString(CultureInfo.InvariantCulture), Age.Of(item.Created, now), item.Description];
}
