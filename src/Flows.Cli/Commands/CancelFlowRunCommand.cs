using System.CommandLine;

namespace Flows.Cli.Commands;

/// <summary><c>flows cancel flow-run</c></summary>
internal sealed class CancelFlowRunCommand : CliCommand
{
    private readonly Argument<string> id = new("id") { Description = "The id of the flow run." };

    public CancelFlowRunCommand(CliEnvironment environment)
        : base(environment, "flow-run", "Cancels a flow run; one that is running stops within seconds.", "flows cancel flow-run 0a52e8f4-6c1d-4f0b-9d3e-1b7c5a2f9e60") => Add(id);

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        using var client = Process.Connect(Process.LoadConfiguration());
        var state = await client.CancelFlowRunAsync(Ids.Check(line.GetRequiredValue(id), "flow run"), stop);
        await Output.WriteLineAsync($"The flow run is {state}.");
        return ExitCodes.Ok;
    }
}
