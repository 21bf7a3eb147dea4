using Flows.Binding;
using Flows.Graph;
using Flows.States;

namespace Flows.Engine;

/// <summary>The store of a run at the desk: takes every state. What ran is in the run's own result, so nothing is kept here.</summary>
internal sealed class MemoryRunStore(string flowName, DateTimeOffset scheduledStart, GraphId? graph = null, TaskCache? cache = null) : IRunStore
{
    private static readonly Pending Created = new() { Message = "Task run created" };

    /// <summary>What the run takes over from an earlier one, by slug and index; empty when it starts from nothing.</summary>
    public IReadOnlyDictionary<(string Slug, int Index), State> Kept { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<(string Slug, int Index), State>.Empty;

    /// <summary>The parameters that the run takes over from an earlier one.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, object?>.Empty;

    public bool OutlivesProcess => false;

    public ValueTask<FlowRunFacts> GetFlowRunAsync(CancellationToken cancellationToken) => new(new FlowRunFacts
    {
        Id = Guid.NewGuid().ToString(),
        Name = flowName,
        State = new Pending(),
        Parameters = Parameters,
        ScheduledStartTime = scheduledStart,
    });

    public ValueTask<State> SetFlowRunStateAsync(State state, CancellationToken cancellationToken) => new(state);

    public ValueTask<TaskRunFacts> GetTaskRunAsync(string slug, int? mapIndex, CancellationToken cancellationToken) =>
        new(new TaskRunFacts(Id: null, slug, mapIndex, Kept.Count == 0 ? Created : Kept.GetValueOrDefault((slug, mapIndex ?? TaskRun.NotAChild), Created)));

    public ValueTask<IReadOnlyList<Cached>> GetCachedAsync(FlowNode task, DateTimeOffset since, CancellationToken cancellationToken) =>
        new(graph is null || cache is null ? [] : cache.Find(graph, task.Slug, task.Options.CacheKey));

    public void KeepCached(FlowNode task, Cached state)
    {
        if (graph is not null) cache?.Add(graph, task.Slug, task.Options.CacheKey, state);
    }

    public ValueTask<State> SetTaskRunStateAsync(TaskRunFacts taskRun, State state, CancellationToken cancellationToken) => new(state);

    public ValueTask SetTaskRunNameAsync(TaskRunFacts taskRun, string name, CancellationToken cancellationToken) => default;
}
