using Flows.Client;
using Flows.Engine;
using Flows.Graph;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Backend;

/// <summary>
/// Executes one flow run of a server in this process (contract section 5.3): parameters from the server, states and logs back to it,
/// heartbeat, and an ear for cancellation.
/// </summary>
internal sealed class BackendRun(BackendRunOptions options)
{
    private const string LoggerName = "execute flow-run";

    private readonly FlowsClient client = options.Client;
    private readonly FlowsConfiguration configuration = options.Configuration;
    private readonly TimeProvider time = options.Run.TimeProvider;

    private readonly string flowRunId = options.Configuration["context.flow_run_id"] is { Length: > 0 } id
        ? id
        : throw new ConfigurationException("There is no flow run to execute: agents name it in PREFECT__CONTEXT__FLOW_RUN_ID. To run the flow here, use the command run.");

    /// <summary>Executes the flow run.</summary>
    /// <param name="terminate">Cancelled when the process is told to end (SIGTERM).</param>
    /// <returns>Whether it was executed, however the flow ended; false when it could not be, which the run's state and log then say.</returns>
    public async Task<bool> ExecuteAsync(CancellationToken terminate)
    {
        var filter = new LoggerFilterOptions { MinLevel = configuration.Level("logging.level") };
        var sender = configuration.Flag("cloud.send_flow_run_logs") ? new LogSender(client, flowRunId, configuration.Seconds("cloud.logging_heartbeat"), time) : null;
        using var loggers = new LoggerFactory(sender is null ? options.Loggers : [.. options.Loggers, new LogUploader(sender)], filter);
        var logger = loggers.CreateLogger(LoggerName);
        try
        {
            return await TryExecuteAsync(sender, loggers, logger, terminate).ConfigureAwait(false);
        }
        finally
        {
            await FlushAsync(sender).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryExecuteAsync(LogSender? sender, ILoggerFactory loggers, ILogger logger, CancellationToken terminate)
    {
        try
        {
            await RunAsync(sender, loggers, logger, terminate).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (IsNotOurs(e) || IsNotOurs(e.InnerException))
        {
            // Another process has the run, or it is gone: it is not ours to end.
            logger.LogWarning("This process stops, since the server does not take its states for the flow run: {Problem}", e.Message);
            return true;
        }
        catch (Exception e)
        {
            await FailAsync(e, logger).ConfigureAwait(false);
            return false;
        }
    }

    private static bool IsNotOurs(Exception? exception) =>
        exception is FlowsClientException { Error: FlowsClientError.StateUpdateFailed or FlowsClientError.VersionLocked };

    private async Task RunAsync(LogSender? sender, ILoggerFactory loggers, ILogger logger, CancellationToken terminate)
    {
        var registered = await client.GetRegisteredFlowAsync(flowRunId, CancellationToken.None).ConfigureAwait(false);
        var graph = FindGraph(registered);
        var run = await client.GetFlowRunInfoAsync(flowRunId, CancellationToken.None).ConfigureAwait(false);
        using var stop = new RunStop();
        var termination = new TerminationWatch(client, flowRunId, stop, time, terminate);
        await using var first = termination.ConfigureAwait(false);
        var cancellation = CancellationWatch.Start(client, flowRunId, stop, configuration.Seconds("cloud.check_cancellation_interval"), time, logger);
        await using var second = cancellation.ConfigureAwait(false);
        var heartbeat = new Heartbeat(client, flowRunId, stop, configuration.Seconds("cloud.heartbeat_interval"), time, logger);
        await using var third = heartbeat.ConfigureAwait(false);
        if (registered.HeartbeatEnabled && !run.State.IsFinished) await heartbeat.StartAsync().ConfigureAwait(false);
        var store = new ServerRunStore(client, run, () => sender?.FlushAsync() ?? Task.CompletedTask);
        var end = await new FlowRunner(graph, store, options.Run with { LoggerFactory = loggers, ConfiguredSecrets = new ConfiguredSecrets(() => configuration), KeptLogLines = 0 }).RunAsync(null, stop).ConfigureAwait(false);
        await CheckEndAsync(end).ConfigureAwait(false);
    }

    /// <summary>A run that ends as Running waits for a late retry; when it is because the server did not take the state of a task, nobody would go on with it.</summary>
    private async Task CheckEndAsync(FlowState end)
    {
        if (end.State is not Running || end.Tasks.SelectMany(t => t.Children.Prepend(t)).FirstOrDefault(t => t.State is ClientFailed) is not { } lost) return;
        var now = await client.GetFlowRunStateAsync(flowRunId, CancellationToken.None).ConfigureAwait(false);
        // Others may have the run; then this ends here, and says nothing about it.
        if (configuration["context.claim"] is { Length: > 0 }) await client.UpdateFlowRunHeartbeatAsync(flowRunId, CancellationToken.None).ConfigureAwait(false);
        // The server refuses the tasks of a run that somebody has cancelled or ended.
        if (now is Cancelling) await client.SetFlowRunStateAsync(flowRunId, CancellationWatch.Cancelled).ConfigureAwait(false);
        else if (!now.IsFinished) throw new BackendRunException($"the state of task '{lost.Name}' could not be stored: {lost.State.Message}");
    }

    private FlowGraph FindGraph(RegisteredFlow registered)
    {
        var graph = options.Flows.FirstOrDefault(f => f.Name == registered.Name)
            ?? throw new BackendRunException($"this program has no flow named '{registered.Name}', only {string.Join(", ", options.Flows.Select(f => $"'{f.Name}'"))}");
        return registered.GraphHash is null || registered.GraphHash == graph.Hash
            ? graph
            : throw new BackendRunException(
                $"flow '{graph.Name}' of this program is not the registered one (graph {graph.Hash}, registered {registered.GraphHash}); register it again, and let its definition depend on nothing but the code");
    }

    private async Task FailAsync(Exception problem, ILogger logger)
    {
        var expected = problem is BackendRunException or FlowsClientException or RunStoreException;
        var message = $"Failed to load and execute flow run: {(expected ? "" : $"{problem.GetType().Name}: ")}{problem.Message}";
        logger.LogError(expected ? null : problem, "{Message}", message);
        try
        {
            await client.SetFlowRunStateAsync(flowRunId, new Failed { Message = message }).ConfigureAwait(false);
        }
        catch (FlowsClientException e)
        {
            logger.LogError("The state of the flow run could not be set to Failed: {Problem}", e.Message);
        }
    }

    private async Task FlushAsync(LogSender? sender)
    {
        if (sender is null) return;
        await sender.DisposeAsync().ConfigureAwait(false);
        if (sender.Dropped == 0) return;
        using var local = new LoggerFactory(options.Loggers);
        local.CreateLogger(LoggerName).LogWarning("{Count} log lines did not reach the server.", sender.Dropped);
    }
}
