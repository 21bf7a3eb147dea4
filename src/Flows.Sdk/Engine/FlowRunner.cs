using Flows.Graph;
using Flows.States;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flows.Engine;

/// <summary>
/// Runs a flow once: the steps of contract section 8.4, in its order. A run in a test, at the desk and in a container is this one;
/// only the store differs.
/// </summary>
internal sealed class FlowRunner(FlowGraph graph, IRunStore store, FlowRunOptions options)
{
    /// <summary>How often a queued flow run asks whether it may start.</summary>
    private static readonly TimeSpan QueuePoll = TimeSpan.FromSeconds(15);

    private readonly FlowRunOptions options = Redacting(options);
    private readonly ILogger logger = Redacting(options).LoggerFactory.CreateLogger("prefect.FlowRunner");

    /// <summary>Runs the flow.</summary>
    /// <param name="parameters">Values that go before those of the store.</param>
    /// <param name="stop">Ends the run from outside.</param>
    /// <returns>How it ended; a run whose state is Running has tasks left that a later process must go on with.</returns>
    /// <exception cref="FlowParameterException">At the desk: the parameters do not fit; nothing was run.</exception>
    /// <exception cref="RunStoreException">A state of the flow run could not be stored.</exception>
    public async Task<FlowState> RunAsync(FlowParameters? parameters, RunStop stop)
    {
        var facts = await store.GetFlowRunAsync(CancellationToken.None).ConfigureAwait(false);
        var flow = new FlowRunContext
        {
            Graph = graph,
            Facts = facts,
            Parameters = Bind(facts, parameters),
            Store = store,
            Options = options,
            Stop = stop,
            Began = options.TimeProvider.GetUtcNow(),
        };
        flow.Watch?.WorkerStarted();
        try
        {
            return await RunMeasuredAsync(flow).ConfigureAwait(false);
        }
        finally
        {
            flow.Watch?.WorkerEnded();
        }
    }

    /// <summary>The state of a run that was not made at all.</summary>
    /// <param name="reason">Why, in a sentence.</param>
    public async Task<FlowState> NotRunAsync(string reason)
    {
        var facts = await store.GetFlowRunAsync(CancellationToken.None).ConfigureAwait(false);
        var nodes = new RunProgress(graph, options.LoggerFactory).Nodes;
        return new FlowState(graph, facts with { State = new Pending { Message = reason } }, BoundParameters.None, nodes, TimeSpan.Zero);
    }

    private async Task<FlowState> RunMeasuredAsync(FlowRunContext flow)
    {
        var progress = new RunProgress(graph, options.LoggerFactory);
        options.Watching?.Invoke(progress);
        var states = new FlowStateWriter(flow, progress, logger);
        using var scope = flow.HasLogs ? logger.BeginScope(new RunLogScope(flow)) : null;
        using var span = flow.Span = Telemetry.StartFlowRun(flow);
        var state = await RunStepsAsync(flow, progress, states).ConfigureAwait(false);
        Telemetry.EndFlowRun(flow, state);
        flow.Raised?.Throw();
        return new FlowState(graph, flow.Facts with { State = state }, flow.Parameters, progress.Nodes, flow.Now - flow.Began) { Redactor = options.Redactor };
    }

    /// <summary>No line of the run shows a secret that it has read.</summary>
    private static FlowRunOptions Redacting(FlowRunOptions given) => given.LoggerFactory is NullLoggerFactory ? given
        : given with { LoggerFactory = new RedactingLoggerFactory(given.LoggerFactory, given.Redactor) };

    private BoundParameters Bind(FlowRunFacts facts, FlowParameters? parameters)
    {
        var given = parameters?.Values ?? new FlowParameters().Values;
        var bound = ParameterBinder.Bind(graph, facts.Parameters, given);
        var unknown = ParameterBinder.FindUnknown(graph, given.Keys.Concat(facts.Parameters.Keys));
        if (!store.OutlivesProcess && (unknown ?? bound.Problems.Values.FirstOrDefault()) is { } problem)
            throw new FlowParameterException(problem);
        if (unknown is not null) logger.LogWarning("{Problem}", unknown);
        return bound;
    }

    private async Task<State> RunStepsAsync(FlowRunContext flow, RunProgress progress, FlowStateWriter states)
    {
        var state = StoredState.Unwrap(flow.Facts.State);
        if (state is not (Pending or Running) || StoredState.MustWait(state, flow.Now))
        {
            logger.LogInformation("Flow run '{Run}' is {State}: there is nothing to do.", flow.Facts.Name, state.Type);
            return state;
        }

        if (flow.Stop.State is null && state is not Running)
            state = await StartAsync(flow, states, state).ConfigureAwait(false);
        if (state is Cancelling) flow.Stop.Cancel();
        if (flow.Stop.State is { } early) return await states.SetAsync(state, early).ConfigureAwait(false);
        return state is Running ? await RunTasksAsync(flow, progress, states, state).ConfigureAwait(false) : state;
    }

    private async Task<State> StartAsync(FlowRunContext flow, FlowStateWriter states, State old)
    {
        while (true)
        {
            var state = await states.SetAsync(old, new Running { Message = "Running flow." }).ConfigureAwait(false);
            if (state is not Queued || RetryPolicy.WaitsUntil(state, flow.Now, outlivesProcess: true) is null) return state;
            try
            {
                await Task.Delay(QueuePoll, options.TimeProvider, flow.Stop.Requested).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return state;
            }
        }
    }

    private async Task<State> RunTasksAsync(FlowRunContext flow, RunProgress progress, FlowStateWriter states, State running)
    {
        logger.LogInformation("Beginning flow run '{Run}' of flow '{Flow}'", flow.Facts.Name, graph.Name);
        State end;
        try
        {
            await Reentry.RestoreAsync(progress, flow, logger).ConfigureAwait(false);
            var runner = new TaskRunner(flow);
            using var scheduler = new Scheduler(flow, progress, runner);
            var unfinished = await scheduler.RunAsync().ConfigureAwait(false);
            if (flow.Stop.State is { } stopped)
            {
                foreach (var run in unfinished) await runner.AbandonAsync(run, stopped).ConfigureAwait(false);
                CancelRest(progress, stopped);
                end = stopped;
            }
            else
            {
                end = FinalState.Of(running, graph, progress.Nodes, states.Run);
            }
        }
        catch (Exception e) when (e is not RunStoreException)
        {
            logger.LogError(e, "Unexpected error while running flow");
            end = new Failed { Message = $"Unexpected error while running flow: {e.GetType().Name}: {e.Message}", Result = StateResult.Of(e) };
        }

        logger.LogInformation("Flow run '{Run}' is {State}: {Message}", flow.Facts.Name, end.Type, end.Message);
        return await states.SetAsync(running, end).ConfigureAwait(false);
    }

    /// <summary>The tasks of a cancelled run that had not started are cancelled with it. The server does the same by itself, so only this process is told.</summary>
    private static void CancelRest(RunProgress progress, State stopped)
    {
        if (stopped is not Cancelled) return;
        foreach (var run in progress.Nodes.SelectMany(static n => n.Map?.Children.Append(n.Own) ?? [n.Own]).Where(static r => !r.State.IsFinished))
            run.Close(StoppedState.For(stopped, run.Node.Context));
    }
}
