using System.CommandLine;

namespace Flows.Hosting.Commands;

/// <summary><c>run</c>: runs a flow in this process and shows the run. It is also what a program does without a command.</summary>
internal sealed class RunCommand(IReadOnlyList<Flow> flows, HostEnvironment environment)
{
    private readonly RunOptions options = new();

    public Command Create() => AddTo(new Command("run", "Run the flow here, in this process, and show the run."));

    /// <summary>Makes a command do what <c>run</c> does, with the same options.</summary>
    public Command AddTo(Command command)
    {
        options.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var flow = options.Flow(flows, arguments);
        var parameters = options.Parameters(flow, arguments);
        var state = await options.Display(environment, arguments).ShowAsync(flow, how => flow.RunAsync(parameters, how, cancellationToken)).ConfigureAwait(false);
        return state.IsSuccessful ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
