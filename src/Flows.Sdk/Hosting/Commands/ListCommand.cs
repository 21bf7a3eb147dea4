using System.CommandLine;

namespace Flows.Hosting.Commands;

/// <summary><c>list</c>: names the flows of the program.</summary>
internal sealed class ListCommand(IReadOnlyList<Flow> flows, HostEnvironment environment)
{
    private readonly Option<bool> json = new("--json") { Description = "Write one line of JSON for each flow." };

    public Command Create()
    {
        var command = new Command("list", "Print the names of the program's flows.") { json };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        foreach (var flow in flows) await environment.Output.WriteLineAsync(arguments.GetValue(json) ? RegistrationJson.Name(flow) : flow.Name).ConfigureAwait(false);
        return ExitCodes.Ok;
    }
}
