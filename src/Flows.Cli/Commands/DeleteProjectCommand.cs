using System.CommandLine;
using Flows.Cli.Lookups;
using Flows.Client;

namespace Flows.Cli.Commands;

/// <summary><c>flows delete project</c></summary>
internal sealed class DeleteProjectCommand : DeleteCommand
{
    private readonly Argument<string> name = new("name") { Description = "The project's name." };

    public DeleteProjectCommand(CliEnvironment environment)
        : base(environment, "project", "Deletes a project with its flows and their runs.", "flows delete project Hello_Project", "flows delete project Hello_Project --yes") => Add(name);

    protected override async Task<Victim> FindAsync(FlowsClient client, ParseResult line, CancellationToken stop)
    {
        var project = line.GetRequiredValue(name);
        var id = await ProjectLookup.ByNameAsync(client, project, stop);
        return new(id, project, $"Project '{project}' goes for ever, with its flows and all their runs.", token => client.DeleteProjectAsync(id, token));
    }
}
