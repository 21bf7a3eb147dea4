using System.CommandLine;
using Flows.Client;

namespace Flows.Cli.Commands;

/// <summary><c>flows heartbeat flow-run</c></summary>
internal sealed class HeartbeatFlowRunCommand : CliCommand
{
    private readonly Option<string> id = new("--id", "-i") { Description = "The id of the flow run.", HelpName = "ID", Required = true };
    private readonly Option<int?> number = new("--num", "-n") { Description = "How many heartbeats; without it until it is stopped.", HelpName = "NUMBER" };

    public HeartbeatFlowRunCommand(CliEnvironment environment)
        : base(environment, "flow-run", "Tells the server again and again that the process of a flow run lives.", "flows heartbeat flow-run --id 0a52e8f4-6c1d-4f0b-9d3e-1b7c5a2f9e60 --num 1")
    {
        Add(id);
        Add(number);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var configuration = Process.LoadConfiguration();
        var run = Ids.Check(line.GetRequiredValue(id), "flow run");
        using var client = Process.Connect(configuration);
        for (var count = 1; ; count++)
        {
            try
            {
                await client.UpdateFlowRunHeartbeatAsync(run, stop);
            }
            catch (FlowsClientException e)
            {
                // The run goes on without it, and so does the next heartbeat.
                await Process.Error.WriteLineAsync($"A heartbeat was not taken: {e.Message}");
            }
            if (count == line.GetValue(number)) return ExitCodes.Ok;
            await Task.Delay(configuration.Seconds("cloud.heartbeat_interval"), Process.TimeProvider, stop);
        }
    }
}
