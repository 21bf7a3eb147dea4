using System.CommandLine;
using Flows.Cli.Lookups;

namespace Flows.Cli.Commands;

/// <summary><c>flows cancel flow-run</c></summary>
internal sealed class CancelFlowRunCommand : CliCommand
{
    private readonly Argument<string> run = new("run") { Description = "The id of the flow run, or its name." };
    private readonly Option<bool> json = CommonOptions.Json();

    public CancelFlowRunCommand(CliEnvironment environment)
        : base(
            environment, "flow-run", "Cancels a flow run; one that is running stops within seconds.",
            "flows cancel flow-run 0a52e8f4-6c1d-4f0b-9d3e-1b7c5a2f9e60", "flows cancel flow-run tidy-otter")
    {
        Add(run);
        Add(json);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        using var client = Process.Connect(Process.LoadConfiguration());
        var given = line.GetRequiredValue(run);
        var id = Guid.TryParse(given, out _) ? given : await FlowRunLookup.ByNameAsync(client, given, null, stop);
        var state = await client.CancelFlowRunAsync(id, stop);
        await AnswerAsync(line.GetValue(json), new { Id = id, State = state }, $"The flow run is {state}.");
        return ExitCodes.Ok;
    }
}
