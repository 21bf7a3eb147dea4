using Flows.Binding;
using Flows.Graph;
using Flows.States;

namespace Flows.Engine;

/// <summary>The store of a run at the desk: takes every state. What ran is in the run's own result, so nothing is kept here.</summary>
internal sealed class MemoryRunStore(string flowName, DateTimeOffset scheduledStart, GraphId? graph = null, TaskCache? cache = null) : IRunStore
{
    private static readonly Pending Created = new() { Message = "Task run created" };

    public bool OutlivesProcess => false;

    public ValueTask<FlowRunFacts> GetFlowRunAsync(CancellationToken cancellationToken) => new(new FlowRunFacts
    {
        Id = Guid.NewGuid().ToString(),
        Name = flowName,
        State = new Pending(),
        Parameters = System.Collections.ObjectModel.ReadOnlyDictionary<string, object?>.Empty,
        ScheduledStartTime = scheduledStart,
    });

    public ValueTask<State> SetFlowRunStateAsync(State state, CancellationToken cancellationToken) => new(state);

    public ValueTask<TaskRunFacts> GetTaskRunAsync(string slug, int? mapIndex, CancellationToken cancellationToken) => new(new TaskRunFacts(Id: null, slug, mapIndex, Created));

    public ValueTask<IReadOnlyList<Cached>> GetCachedAsync(FlowNode task, DateTimeOffset since, CancellationToken cancellationToken) =>
        new(graph is null || cache is null ? [] : cache.Find(graph, task.Slug, task.Options.CacheKey));

    public void KeepCached(FlowNode task, Cached state)
    {
        if (graph is not null) cache?.Add(graph, task.Slug, task.Options.CacheKey, state);
    }

    public ValueTask<State> SetTaskRunStateAsync(TaskRunFacts taskRun, State state, CancellationToken cancellationToken) => new(state);

    public ValueTask SetTaskRunNameAsync(TaskRunFacts taskRun, string name, CancellationToken cancellationToken) => default;
}
