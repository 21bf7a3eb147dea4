using Flows.Results;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>Finds a result that is there already, so that its task need not run (contract section 8.3, step 10, and section 8.7).</summary>
internal sealed class ResultReuse(FlowRunContext flow, ILogger logger)
{
    private readonly ValueJson json = ValueJson.Of(flow.Graph.Settings.Json);

    /// <summary>The state of a run that takes an earlier result; null when there is none, or when a target cannot be named.</summary>
    public ValueTask<State?> FindAsync(TaskRun run, object?[] values) =>
        run.Node.Target is not null ? FindTargetAsync(run, values)
        : run.Node.Node.Options.CacheFor is { } time ? FindCachedAsync(run, values, time)
        : default;

    private async ValueTask<State?> FindTargetAsync(TaskRun run, object?[] values)
    {
        var node = run.Node.Node;
        if (flow.StoreOf(node) is not { } store) return null;
        var location = run.Node.Target!.Text;
        try
        {
            location = ResultLocation.Of(flow, run, values, store);
            var found = await StoredResults.TryReadAsync(store, location, node.OutputType, json, CancellationToken.None).ConfigureAwait(false);
            return found is null ? null : new Cached
            {
                Message = $"Result found at task target '{location}'.",
                Result = found,
                Context = run.Node.Context,
                Parameters = flow.ParameterValues.Known,
            };
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException)
        {
            logger.LogError("Task '{Task}': its target '{Target}' cannot be filled in: {Problem}", run.DisplayName, location, e.Message);
            return new Failed { Message = $"The target '{location}' cannot be filled in: {e.Message}", Context = run.Node.Context };
        }
        catch (ResultStoreException e)
        {
            logger.LogWarning(e.InnerException, "Task '{Task}': the result at its target '{Location}' in {Store} cannot be read, so the task runs: {Problem}", run.DisplayName, location, store, e.Message);
            return null;
        }
    }

    private async ValueTask<State?> FindCachedAsync(TaskRun run, object?[] values, TimeSpan time)
    {
        var validator = run.Node.Node.Options.CacheValidator ?? CacheValidator.DurationOnly;
        if (validator == CacheValidator.NeverUse) return null;
        var now = flow.Now;
        var inputs = TaskHashes.Of(run, values, json);
        foreach (var state in await ListAsync(run, now - time).ConfigureAwait(false))
        {
            if (state.Expiration <= now || !Accepts(run, validator, new CacheCandidate(state, inputs, flow.ParameterValues))) continue;
            if (await LoadAsync(run, state).ConfigureAwait(false) is { } result)
                return state with { Message = "The cached result of an earlier run is taken.", Result = result, Context = run.Node.Context };
        }

        return null;
    }

    private async ValueTask<IReadOnlyList<Cached>> ListAsync(TaskRun run, DateTimeOffset since)
    {
        try
        {
            return await flow.Store.GetCachedAsync(run.Node.Node, since, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RunStoreException e)
        {
            logger.LogWarning("Task '{Task}': cached results could not be looked up, so the task runs: {Problem}", run.DisplayName, e.Message);
            return [];
        }
    }

    private bool Accepts(TaskRun run, CacheValidator validator, CacheCandidate candidate)
    {
        try
        {
            return validator.Accepts(candidate);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "Task '{Task}': its cache validator threw, so the cached result is not taken.", run.DisplayName);
            return false;
        }
    }

    private async ValueTask<StateResult?> LoadAsync(TaskRun run, Cached state)
    {
        var node = run.Node.Node;
        var loaded = await StoredResults.TryLoadAsync(state.Result, flow.StoreOf(node), node.OutputType, json, CancellationToken.None).ConfigureAwait(false);
        if (loaded is { HasValue: true } && (loaded.Value is null || node.OutputType.IsInstanceOfType(loaded.Value))) return loaded;
        logger.LogWarning("Task '{Task}': a cached result is not taken, since it cannot be had as {Type} from {Location}.", run.DisplayName, TypeName.Of(node.OutputType), state.Result.Location ?? "the memory of another process");
        return null;
    }
}
