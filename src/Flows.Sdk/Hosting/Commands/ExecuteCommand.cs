using System.CommandLine;
using Flows.Backend;
using Flows.Client;
using Flows.Engine;
using Flows.Hosting.Logs;

namespace Flows.Hosting.Commands;

/// <summary><c>execute flow-run</c>: what an agent starts the program with. The run's id and the server are in the environment (contract section 5.1).</summary>
internal sealed class ExecuteCommand(IReadOnlyList<Flow> flows, HostEnvironment environment)
{
    public Command Create()
    {
        var flowRun = new Command("flow-run", "Execute the flow run that PREFECT__CONTEXT__FLOW_RUN_ID names.");
        flowRun.SetAction((_, cancellationToken) => ExecuteAsync(cancellationToken));
        return new Command(ExecutionScope.Command, "What agents start this program with.") { flowRun };
    }

    /// <summary>Executes the flow run.</summary>
    public async Task<int> ExecuteAsync(CancellationToken terminate)
    {
        ExecutionScope.Enter();
        var configuration = FlowsConfiguration.Load(environment.Sources);
        using var client = FlowsClient.FromConfiguration(configuration, patient: true, environment.HttpMessageHandler);
        using var console = new ConsoleLogProvider(environment.Output, environment.TimeProvider);
        var run = new BackendRun(new BackendRunOptions
        {
            Configuration = configuration,
            Client = client,
            Flows = [.. flows.Select(f => f.Graph)],
            Loggers = [console],
            Run = new FlowRunOptions { TimeProvider = environment.TimeProvider, Context = configuration.Context },
        });
        // However the flow ended, its run was executed: that it failed is in its state.
        return await run.ExecuteAsync(terminate).ConfigureAwait(false) ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
