using System.CommandLine;
using Flows.Agents;
using Flows.Agents.Launching;
using Flows.Cli.Output;
using Microsoft.Extensions.Logging;

namespace Flows.Cli.Agents;

/// <summary>Runs one agent in this process until it is stopped.</summary>
internal static class AgentProcess
{
    /// <summary>What an agent is made of, once the command line and the configuration are read.</summary>
    /// <param name="Facts">What it gives to its runs.</param>
    /// <param name="Options">How it works.</param>
    /// <param name="Log">Its own log.</param>
    /// <param name="ShowLine">Shows a line of a run's output; null when they are not shown.</param>
    public sealed record Parts(AgentFacts Facts, AgentOptions Options, ILogger Log, Action<string>? ShowLine);

    public static async Task<int> RunAsync(
        CliEnvironment process, AgentStartOptions options, ParseResult line, bool inContainers, IReadOnlyList<string> moreLabels, Func<Parts, Uri, IRunLauncher> createLauncher, CancellationToken stop)
    {
        var settings = options.Settings(process, line);
        var configuration = settings.LoadConfiguration();
        var agent = options.Agent(line, configuration, moreLabels);
        using var loggers = new LineLoggers(process.Output, AgentStartOptions.Level(configuration), process.TimeProvider);
        var log = loggers.CreateLogger(agent.Name);
        log.LogInformation("Connecting to {Api}.", configuration.ApiUrl);
        // A person who starts an agent is told at once that the server is away; later on the agent waits for it.
        using (var first = settings.Connect(configuration)) await first.HelloAsync(stop);
        using var client = settings.Connect(configuration, patient: true);
        var parts = new Parts(options.Facts(agent, line, configuration, inContainers), agent, log, line.GetValue(options.ShowFlowLogs) ? text => log.LogInformation("| {Line}", text) : null);
        await using var launcher = createLauncher(parts, configuration.ApiUrl);
        var worker = new Agent(client, launcher, agent, loggers, process.TimeProvider);
        await using var address = await AgentAddress.ListenAsync(configuration["cloud.agent.agent_address"], worker.Poke);
        await worker.RunAsync(stop);
        return ExitCodes.Ok;
    }
}
