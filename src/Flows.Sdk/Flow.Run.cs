using System.Collections.ObjectModel;
using Flows.Engine;
using Flows.Results;
using Flows.States;
using Flows.Testing;

namespace Flows;

public partial class Flow
{
    /// <summary>
    /// Runs the flow in this process, without a server: in a test, or at the desk. A failed task is no exception here, it is in the result.
    /// While an agent's program executes a flow run this does nothing but warn.
    /// </summary>
    /// <param name="parameters">Values for the flow's parameters. <value>The default is null: their defaults.</value></param>
    /// <param name="options">How to run. <value>The default is null: as <see cref="FlowRunOptions"/> says.</value></param>
    /// <param name="cancellationToken">Ends the run as Cancelled: running tasks are told by their own token.</param>
    /// <returns>How the run and each of its tasks ended.</returns>
    /// <exception cref="FlowDefinitionException">Results are to be kept, and a task has a target but no store.</exception>
    /// <exception cref="ArgumentException">A stub does not fit, or the run to start from is one of another flow.</exception>
    /// <exception cref="FlowParameterException">A parameter is unknown, missing or of another type; nothing was run.</exception>
    public Task<FlowState> RunAsync(FlowParameters? parameters = null, FlowRunOptions? options = null, CancellationToken cancellationToken = default) =>
        RunDueAsync(parameters, options ?? new(), due: null, cancellationToken);

    /// <param name="parameters">Values for the flow's parameters.</param>
    /// <param name="options">How to run.</param>
    /// <param name="due">When the run was to start; null for now.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    private async Task<FlowState> RunDueAsync(FlowParameters? parameters, FlowRunOptions options, DateTimeOffset? due, CancellationToken cancellationToken)
    {
        if (options.Checkpointing && options.ResultStore is null && StoredTypesCheck.FindLostTarget(Graph) is { } lost) throw new FlowDefinitionException(lost);
        var graph = Rehearsal.Prepare(Graph, options);
        var earlier = options.StartFrom?.ToStartFrom(graph);
        var store = new MemoryRunStore(Name, due ?? options.TimeProvider.GetUtcNow(), Graph.Id, options.Cache)
        {
            Parameters = earlier?.Parameters ?? ReadOnlyDictionary<string, object?>.Empty,
            Kept = earlier is null ? ReadOnlyDictionary<(string, int), State>.Empty
                : Restart.From(graph, earlier, ParameterBinder.Bind(graph, earlier.Parameters, (parameters ?? new()).Values)),
        };
        var runner = new FlowRunner(graph, store, options);
        if (ExecutionScope.IsExecuting)
        {
            var warning = $"Flow '{Name}' is not run by RunAsync: this program executes a flow run.";
            await Console.Error.WriteLineAsync(warning).ConfigureAwait(false);
            return await runner.NotRunAsync(warning).ConfigureAwait(false);
        }

        using var stop = new RunStop();
        await using (stop.CancelWith(cancellationToken).ConfigureAwait(false))
            return await runner.RunAsync(parameters, stop).ConfigureAwait(false);
    }
}
