using System.CommandLine;
using Flows.Hosting.Runs;

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
        command.SetAction((arguments, cancellationToken) => new DeskRun(options.Read(arguments), flows, environment).RunAsync(cancellationToken));
        return command;
    }
}
