using System.CommandLine;
using Flows.Graph;

namespace Flows.Hosting.Commands;

/// <summary><c>visualize</c>: prints the graph of a flow in the DOT language.</summary>
internal sealed class VisualizeCommand(IReadOnlyList<Flow> flows, HostEnvironment environment)
{
    private readonly Option<string?> flow = FlowSelection.Option();

    public Command Create()
    {
        var command = new Command("visualize", "Print the flow's graph in the DOT language, for example for 'dot -Tsvg'.") { flow };
        command.SetAction(arguments =>
        {
            environment.Output.Write(DotWriter.Write(FlowSelection.One(flows, arguments.GetValue(flow)).Graph));
            return ExitCodes.Ok;
        });
        return command;
    }
}
