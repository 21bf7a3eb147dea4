using System.CommandLine;
using Flows.Client;
using Flows.Hosting.Logs;
using Microsoft.Extensions.Logging;

namespace Flows.Hosting.Commands;

/// <summary><c>run</c>: runs a flow in this process and shows the run.</summary>
internal sealed class RunCommand(IReadOnlyList<Flow> flows, HostEnvironment environment)
{
    private readonly Option<string[]> parameters = ParameterArguments.Option();
    private readonly Option<string?> flow = FlowSelection.Option();

    public Command Create()
    {
        var command = new Command("run", "Run the flow here, in this process, and show the run.") { parameters, flow };
        command.SetAction((arguments, cancellationToken) =>
            RunAsync(FlowSelection.One(flows, arguments.GetValue(flow)), arguments.GetValue(parameters) ?? [], cancellationToken));
        return command;
    }

    public async Task<int> RunAsync(Flow one, string[] values, CancellationToken cancellationToken)
    {
        var configuration = FlowsConfiguration.Load(environment.Sources);
        var level = configuration.Level("logging.level");
        using var logs = new LoggerFactory([new ConsoleLogProvider(environment.Output, environment.TimeProvider)], new LoggerFilterOptions { MinLevel = level });
        var options = new FlowRunOptions { LoggerFactory = logs, TimeProvider = environment.TimeProvider, Context = configuration.Context };
        var state = await one.RunAsync(ParameterArguments.Read(one, values), options, cancellationToken).ConfigureAwait(false);
        await environment.Output.WriteAsync(RunReport.Write(state)).ConfigureAwait(false);
        return state.IsSuccessful ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
