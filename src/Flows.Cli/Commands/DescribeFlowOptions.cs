using System.CommandLine;
using Flows.Client.Queries;

namespace Flows.Cli.Commands;

/// <summary>The options that say which version of a flow is described.</summary>
internal sealed class DescribeFlowOptions
{
    private readonly Option<string> name = new("--name", "-n") { Description = "The name of the flow.", HelpName = "NAME", Required = true };
    private readonly Option<int?> version = new("--version", "-v") { Description = "The version; without it the newest.", HelpName = "NUMBER" };
    private readonly Option<string?> project = CommonOptions.Project("The project of the flow, when several have one of that name.");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[name, version, project]) command.Add(option);
    }

    public FlowFilter Filter(ParseResult line) => new() { Name = line.GetRequiredValue(name), Version = line.GetValue(version), Project = line.GetValue(project) };
}
