using System.Security.Cryptography;
using Flows.Agents;
using Flows.Agents.Launching;
using Flows.Agents.Local;
using Flows.Cli.Output;
using Flows.Client;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Cli.Running;

/// <summary>
/// Executes one run here: an agent of this process, for a label that no other has, takes it, starts it again after late retries, and goes when
/// it has ended.
/// </summary>
internal sealed class AgentlessRun(CliEnvironment process, FlowsConfiguration configuration)
{
    /// <summary>The label by which only this process takes the run.</summary>
    public string Label { get; } = $"agentless-run-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    /// <summary>Executes the run.</summary>
    /// <param name="watchAsync">Ends when the run has.</param>
    /// <param name="labels">The run's labels.</param>
    /// <param name="stop">Gives up; the program of the run is told by the server.</param>
    /// <returns>The state that it ended in.</returns>
    public async Task<State> ExecuteAsync(Func<CancellationToken, Task<State>> watchAsync, IReadOnlyList<string> labels, CancellationToken stop)
    {
        using var loggers = new LineLoggers(process.Error, LogLevel.Warning, process.TimeProvider);
        using var client = process.Connect(configuration);
        var options = new AgentOptions { Name = Label, Labels = labels };
        var facts = new AgentFacts
        {
            Backend = configuration.Backend,
            Api = configuration.ApiUrl.ToString().TrimEnd('/'),
            ApiKey = configuration.ApiKey ?? "",
            TenantId = configuration.TenantId ?? "",
            Labels = labels,
            LoggingLevel = configuration["logging.level"] ?? "INFO",
        };
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var launcher = new LocalLauncher(facts, new() { DotnetHost = process.DotnetHost }, loggers.CreateLogger(Label));
        var agent = new Agent(client, launcher, options, loggers, process.TimeProvider).RunAsync(ended.Token);
        var watching = watchAsync(ended.Token);
        try
        {
            // An agent that cannot work ends by itself, and says why.
            if (await Task.WhenAny(agent, watching) == agent) await agent;
            return await watching;
        }
        finally
        {
            await ended.CancelAsync();
            await ForgetAsync(client, agent);
        }
    }

    private static async Task ForgetAsync(FlowsClient client, Task agent)
    {
        try
        {
            await agent;
            if (client.AgentId is { } id) await client.DeleteAgentAsync(id);
        }
        catch (Exception e) when (e is FlowsClientException or AgentException)
        {
            // It has been said, or it is only a row in a list of agents.
        }
    }
}
