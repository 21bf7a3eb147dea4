using System.CommandLine;
using System.Globalization;
using Flows.Cli.Output;

namespace Flows.Cli.Commands;

/// <summary><c>flows get flows</c></summary>
internal sealed class GetFlowsCommand : CliCommand
{
    private readonly Option<string?> name = new("--name", "-n") { Description = "Only flows of this name.", HelpName = "NAME" };
    private readonly Option<int?> version = new("--version", "-v") { Description = "Only this version.", HelpName = "NUMBER" };
    private readonly Option<string?> project = CommonOptions.Project("Only flows of this project.");
    private readonly Option<int> limit = CommonOptions.Limit();
    private readonly Option<bool> allVersions = new("--all-versions") { Description = "Older versions too; without it each flow's newest only." };
    private readonly Option<bool> json = CommonOptions.Json();

    public GetFlowsCommand(CliEnvironment environment)
        : base(environment, "flows", "Lists the registered flows.", "flows get flows --project Hello_Project", "flows get flows --name Hello --all-versions")
    {
        foreach (var option in (Option[])[name, version, project, limit, allVersions, json]) Add(option);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var all = line.GetValue(allVersions) || line.GetValue(version) is not null;
        using var client = Process.Connect(Process.LoadConfiguration());
        var flows = await client.ListFlowsAsync(
            new() { Name = line.GetValue(name), Version = line.GetValue(version), Project = line.GetValue(project), Archived = all ? null : false }, line.GetValue(limit), stop);
        if (line.GetValue(json))
        {
            await JsonOutput.WriteAsync(Output, flows);
            return ExitCodes.Ok;
        }
        var now = Process.TimeProvider.GetUtcNow();
        var table = new Table("NAME", "VERSION", "AGE", "ID", "PROJECT NAME");
        foreach (var flow in flows) table.Add(flow.Name, flow.Version.ToString(CultureInfo.InvariantCulture), Age.Of(flow.Created, now), flow.Id, flow.ProjectName);
        await table.WriteAsync(Process);
        return ExitCodes.Ok;
    }
}
