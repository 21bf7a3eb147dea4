using Flows.Binding;
using Flows.Graph;
using Flows.Results;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>
/// What becomes of a result once its task has succeeded (contract section 8.3, steps 13 and 14): it goes into a store, or travels in the
/// state, or stays in memory; and it is kept as cached.
/// </summary>
internal sealed class ResultKeeping(FlowRunContext flow, ILogger logger)
{
    private const string Secret = "SecretResult";

    private readonly ValueJson json = ValueJson.Of(flow.Graph.Settings.Json);

    /// <summary>Whether anything is to be done with results at all.</summary>
    public bool IsOn { get; } = flow.Store.OutlivesProcess || flow.Options.Checkpointing;

    /// <summary>A result that goes into no store: a small one travels in the state where another process may need it.</summary>
    public static StateResult Inline(FlowRunContext flow, FlowNode node, StateResult result) =>
        node.Kind == NodeKind.Secret ? result.WithPointer(Secret, node.Name, """{"secret_type":"PrefectSecret"}""")
        : !flow.Store.OutlivesProcess ? result
        : !node.Options.Checkpoint ? result.WithPointer(ResultPointer.InMemory, null)
        : ResultPointer.Attach(result.Value, node.OutputType, ValueJson.Of(flow.Graph.Settings.Json));

    /// <summary>The state with a result that other processes can have, as far as the task's options allow; Failed when it cannot be kept.</summary>
    public async ValueTask<State> KeepAsync(TaskRun run, object?[] values, Success success)
    {
        var node = run.Node.Node;
        var value = success.Result.Value;
        if (value is null || node.Kind != NodeKind.Task || !node.Options.Checkpoint || flow.StoreOf(node) is not { } store)
            return success with { Result = Inline(flow, node, success.Result) };
        var location = "";
        try
        {
            location = ResultLocation.Of(flow, run, values, store);
            return success with { Result = await StoredResults.WriteAsync(store, location, value, node.OutputType, json, CancellationToken.None).ConfigureAwait(false) };
        }
        catch (Exception e) when (e is ResultStoreException or FormatException or KeyNotFoundException)
        {
            logger.LogError(e.InnerException, "Task '{Task}': its result could not be kept as '{Location}' in {Store}: {Problem}", run.DisplayName, location, store, e.Message);
            return new Failed { Message = $"The result could not be kept as '{location}' in {store}: {e.Message}.", Result = StateResult.Of(e), Context = run.Node.Context };
        }
    }

    /// <summary>The state that later runs may take.</summary>
    public Cached Cache(TaskRun run, object?[] values, Success success, TimeSpan time)
    {
        var cached = new Cached
        {
            Message = success.Message,
            Result = success.Result,
            Context = success.Context,
            Expiration = flow.Now + time,
            HashedInputs = TaskHashes.Of(run, values, json).Known,
            Parameters = flow.ParameterValues.Known,
        };
        flow.Store.KeepCached(run.Node.Node, cached);
        return cached;
    }
}
