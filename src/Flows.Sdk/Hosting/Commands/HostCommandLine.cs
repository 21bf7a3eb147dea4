using System.CommandLine;

namespace Flows.Hosting.Commands;

/// <summary>The commands of a flow program.</summary>
internal sealed class HostCommandLine(IReadOnlyList<Flow> flows, HostEnvironment environment)
{
    public RootCommand Create()
    {
        var run = new RunCommand(flows, environment);
        var root = new RootCommand($"{Names()}. Without a command the flow runs here, in this process.")
        {
            run.Create(),
            new RegisterCommand(flows, environment).Create(),
            new BuildCommand(flows, environment).Create(),
            new ListCommand(flows, environment).Create(),
            new VisualizeCommand(flows, environment).Create(),
            new ExecuteCommand(flows, environment).Create(),
        };
        run.AddTo(root);
        return root;
    }

    private string Names() => flows.Count == 1 ? $"The flow {flows[0].Name}" : $"The flows {string.Join(", ", flows.Select(f => f.Name))}";
}
