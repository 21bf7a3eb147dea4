using System.CommandLine;
using Flows.Cli.Lookups;
using Flows.Client;

namespace Flows.Cli.Commands;

/// <summary><c>flows delete flow</c></summary>
internal sealed class DeleteFlowCommand : DeleteCommand
{
    private readonly Option<string?> id = new("--id", "-i") { Description = "The id of one version; only that version goes.", HelpName = "ID" };
    private readonly Option<string?> name = new("--name", "-n") { Description = "The name of the flow; all its versions go.", HelpName = "NAME" };
    private readonly Option<string?> project = CommonOptions.Project("The project of the flow, when several have one of that name.");

    public DeleteFlowCommand(CliEnvironment environment)
        : base(
            environment, "flow", "Deletes a flow, or one version of it, with its runs.",
            "flows delete flow --name Hello --project Hello_Project", "flows delete flow --id 0a52e8f4-6c1d-4f0b-9d3e-1b7c5a2f9e60 --yes")
    {
        foreach (var option in (Option[])[id, name, project]) Add(option);
        Validators.Add(line =>
        {
            if (line.GetResult(id) is null == line.GetResult(name) is null) line.AddError("Give one of --name and --id.");
        });
    }

    protected override async Task<Victim> FindAsync(FlowsClient client, ParseResult line, CancellationToken stop)
    {
        var flow = await FlowLookup.FindAsync(client, line.GetValue(id), line.GetValue(name), line.GetValue(project), stop);
        return flow.Id == line.GetValue(id)
            ? new(flow.Id, flow.Name, $"Version {flow.Version} of flow '{flow.Name}' goes for ever, with its runs.", token => client.DeleteFlowAsync(flow.Id, token))
            : new(flow.FlowGroupId, flow.Name, $"Flow '{flow.Name}' of project '{flow.ProjectName}' goes for ever, all its versions and runs.", token => client.DeleteFlowGroupAsync(flow.FlowGroupId, token));
    }
}
