using System.CommandLine;
using Flows.Cli.Lookups;
using Flows.Client;

namespace Flows.Cli.Commands;

/// <summary><c>flows delete flow-run</c></summary>
internal sealed class DeleteFlowRunCommand : DeleteCommand
{
    private readonly Argument<string> run = new("run") { Description = "The id of the flow run, or its name." };

    public DeleteFlowRunCommand(CliEnvironment environment)
        : base(environment, "flow-run", "Deletes a flow run with its task runs, states and logs.", "flows delete flow-run tidy-otter", "flows delete flow-run 0a52e8f4-6c1d-4f0b-9d3e-1b7c5a2f9e60 --yes") => Add(run);

    protected override async Task<Victim> FindAsync(FlowsClient client, ParseResult line, CancellationToken stop)
    {
        var id = await FlowRunLookup.FindAsync(client, line.GetRequiredValue(run), stop);
        return new(id, line.GetRequiredValue(run), $"Flow run '{line.GetRequiredValue(run)}' goes for ever, with its logs.", token => client.DeleteFlowRunAsync(id, token));
    }
}
