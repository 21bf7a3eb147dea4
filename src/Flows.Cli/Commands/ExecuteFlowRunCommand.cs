using System.CommandLine;
using Flows.Cli.Running;

namespace Flows.Cli.Commands;

/// <summary><c>flows execute flow-run</c></summary>
internal sealed class ExecuteFlowRunCommand : CliCommand
{
    private readonly Option<string?> id = new("--id", "-i") { Description = "The id of the flow run. [default: PREFECT__CONTEXT__FLOW_RUN_ID, which agents set]", HelpName = "ID" };

    public ExecuteFlowRunCommand(CliEnvironment environment)
        : base(
            environment, "flow-run", "Executes a flow run here: finds its program on this machine and starts it. Agents and containers do this.",
            "PREFECT__CONTEXT__FLOW_RUN_ID=0a52e8f4-6c1d-4f0b-9d3e-1b7c5a2f9e60 flows execute flow-run") => Add(id);

    protected override Task<int> RunAsync(ParseResult line, CancellationToken stop) => new Execution(Process.With(("context.flow_run_id", line.GetValue(id)))).RunAsync(stop);
}
