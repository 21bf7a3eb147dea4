using System.CommandLine;
using System.Globalization;
using Flows.Cli.Output;

namespace Flows.Cli.Commands;

/// <summary><c>flows get projects</c></summary>
internal sealed class GetProjectsCommand : CliCommand
{
    private readonly Option<string?> name = new("--name", "-n") { Description = "Only the project of this name.", HelpName = "NAME" };
    private readonly Option<bool> json = CommonOptions.Json();

    public GetProjectsCommand(CliEnvironment environment)
        : base(environment, "projects", "Lists the projects.", "flows get projects")
    {
        Add(name);
        Add(json);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        using var client = Process.Connect(Process.LoadConfiguration());
        var projects = await client.ListProjectsAsync(line.GetValue(name), stop);
        if (line.GetValue(json))
        {
            await JsonOutput.WriteAsync(Output, projects);
            return ExitCodes.Ok;
        }
        var now = Process.TimeProvider.GetUtcNow();
        var table = new Table("NAME", "FLOW COUNT", "AGE", "DESCRIPTION");
        foreach (var project in projects)
            table.Add(project.Name, project.FlowCount.ToString(CultureInfo.InvariantCulture), Age.Of(project.Created, now), project.Description);
        await table.WriteAsync(Process);
        return ExitCodes.Ok;
    }
}
