using System.Text.Json;
using Flows.Binding;
using Flows.Results;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>
/// Goes on from what an earlier process did: finished task runs are kept with their results. Where a result is needed and cannot be had,
/// since it was only in that process's memory, its task runs again, and so do the tasks whose lost results that one needs.
/// </summary>
internal sealed class Reentry
{
    private readonly RunProgress progress;
    private readonly FlowRunContext flow;
    private readonly IRunStore store;
    private readonly ValueJson json;
    private readonly ILogger logger;

    /// <summary>Which results of each node are needed.</summary>
    private readonly Need[] needs;

    private Reentry(RunProgress progress, FlowRunContext flow, ILogger logger)
    {
        (this.progress, this.flow, this.logger) = (progress, flow, logger);
        (store, json) = (flow.Store, ValueJson.Of(flow.Graph.Settings.Json));
        needs = new Need[progress.Nodes.Length];
        for (var i = 0; i < needs.Length; i++) needs[i] = new();
    }

    /// <summary>Restores the task runs of a flow run.</summary>
    public static async ValueTask RestoreAsync(RunProgress progress, FlowRunContext flow, ILogger logger)
    {
        var reentry = new Reentry(progress, flow, logger);
        foreach (var node in progress.Order) await reentry.LoadAsync(node).ConfigureAwait(false);
        if (!progress.Order.Any(static n => n.Own.State.IsFinished)) return;
        foreach (var node in progress.Order.AsEnumerable().Reverse()) await reentry.DecideAsync(node).ConfigureAwait(false);
    }

    private async ValueTask LoadAsync(NodeRun node)
    {
        if (node.Node.Kind == NodeKind.Constant) return;
        await LoadAsync(node.Own).ConfigureAwait(false);
        if (node.Own.State is not Mapped mapped || !node.Node.IsMapped) return;
        var children = new TaskRun[mapped.MapStates];
        for (var i = 0; i < children.Length; i++) await LoadAsync(children[i] = new TaskRun(node, i)).ConfigureAwait(false);
        node.Restored = new(children, AllReused: false);
    }

    private async ValueTask LoadAsync(TaskRun run)
    {
        run.Restore(await store.GetTaskRunAsync(run.Node.Node.Slug, run.MapIndex, CancellationToken.None).ConfigureAwait(false));
        if (Carried.HasValue(run.State)) LoadRound(run);
        else if (run.State.IsFinished && !run.State.IsSkipped && ResultPointer.TryLoad(run.State.Result, run.Node.Node.OutputType, json) is { } loaded)
            run.TrySet(run.State with { Result = loaded });
    }

    /// <summary>A looping task goes on with its next round, or from its first one when the value of its last is gone.</summary>
    private void LoadRound(TaskRun run)
    {
        if (ResultPointer.TryLoad(run.State.Result, typeof(JsonElement)) is { } value)
        {
            run.TrySet(run.State with { Result = value });
            return;
        }

        logger.LogInformation("Task '{Task}': the value of its last round was only in the memory of an earlier process; it begins with its first round.", run.DisplayName);
        run.TrySet(new Pending { Context = run.Node.Context });
    }

    /// <summary>Decides what of a node runs again, and so what it needs of those upstream. Downstream nodes were decided before.</summary>
    private async ValueTask DecideAsync(NodeRun node)
    {
        if (node.Restored is not { } restored)
        {
            if (await RunsAsync(node.Own, needs[node.Position].Has(0)).ConfigureAwait(false)) Require(node, null);
            return;
        }

        var reused = true;
        foreach (var child in restored.Children)
        {
            if (!await RunsAsync(child, needs[node.Position].Has(child.Index)).ConfigureAwait(false)) continue;
            reused = false;
            Require(node, child.Index);
        }

        node.Restored = restored with { AllReused = reused };
    }

    private async ValueTask<bool> RunsAsync(TaskRun run, bool needed)
    {
        if (run.State is Looped || !run.State.IsFinished) return true;
        if (run.Node.Node.RunsInEachProcess && run.State is not Cached) return run.RunAgain = true;
        run.RunAgain = needed && run.State is Success and not Skipped && !run.State.Result.HasValue && !await TryLoadAsync(run).ConfigureAwait(false);
        return run.RunAgain;
    }

    /// <summary>Results in a store are read only where they are needed.</summary>
    private async ValueTask<bool> TryLoadAsync(TaskRun run)
    {
        var (node, result) = (run.Node.Node, run.State.Result);
        if (await StoredResults.TryLoadAsync(result, flow.StoreOf(node), node.OutputType, json, CancellationToken.None).ConfigureAwait(false) is { HasValue: true } loaded)
        {
            run.TrySet(run.State with { Result = loaded });
            return true;
        }

        if (result.Location is { } location && result.PointerType != ResultPointer.Inline)
            logger.LogInformation("Task '{Task}': its result cannot be had from '{Location}' ({Kind}) and is needed; it runs again.", run.DisplayName, location, result.PointerType);
        else
            logger.LogInformation("Task '{Task}': its result was only in the memory of an earlier process and is needed; it runs again.", run.DisplayName);
        return false;
    }

    private void Require(NodeRun node, int? child)
    {
        foreach (var link in node.Upstream)
        {
            if (link.Edge.Key is null) continue;
            if (child is { } index && link is { Edge.InStep: true, From.Restored: not null }) needs[link.From.Position].Add(index);
            else needs[link.From.Position].AddAll();
        }
    }

    /// <summary>A set of indices of children; a task that is not mapped is index 0.</summary>
    private sealed class Need
    {
        private readonly HashSet<int> some = [];
        private bool all;

        public bool Has(int index) => all || some.Contains(index);
        public void Add(int index) => some.Add(index);
        public void AddAll() => all = true;
    }
}
