using System.Collections.Concurrent;
using Flows.Engine;
using Flows.Graph;
using Flows.States;

namespace Flows.Sdk.Tests.Engine;

/// <summary>Keeps the history of each run; can be made to remember, to refuse and to answer with another state.</summary>
internal sealed class RecordingRunStore : IRunStore
{
    private readonly ConcurrentDictionary<string, List<State>> history = new();

    public const string FlowRun = "flow run";

    public bool OutlivesProcess { get; init; }

    public FlowRunFacts Facts { get; set; } = new()
    {
        Id = "run-1",
        Name = "brave-otter",
        State = new Scheduled { StartTime = DateTimeOffset.UnixEpoch },
        Parameters = new Dictionary<string, object?>(),
    };

    /// <summary>States from an earlier process, by key.</summary>
    public Dictionary<string, State> Stored { get; } = [];

    /// <summary>What is found of cached results, whatever is asked for.</summary>
    public IReadOnlyList<Cached> CachedStates { get; init; } = [];

    /// <summary>Told of each state before it is taken, with the key of its run; may throw, or answer with the state to go on with.</summary>
    public Func<string, State, State?> OnSet { get; set; } = (_, _) => null;

    /// <summary>The names that task runs were given, by key.</summary>
    public ConcurrentDictionary<string, string> Names { get; } = new();

    /// <summary>Told of each name; may throw.</summary>
    public Func<string, string> OnName { get; set; } = name => name;

    /// <summary>The key of a task run: the slug, and for a child its index.</summary>
    public static string Key(string slug, int? index) => index is null ? slug : $"{slug}[{index}]";

    /// <summary>All states of a run that were taken, as their types.</summary>
    public IReadOnlyList<string> History(string key) => [.. States(key).Select(s => s.Type)];

    public IReadOnlyList<State> States(string key) => history.TryGetValue(key, out var states) ? states : [];

    public ValueTask<FlowRunFacts> GetFlowRunAsync(CancellationToken cancellationToken) => new(Facts);

    public ValueTask<State> SetFlowRunStateAsync(State state, CancellationToken cancellationToken) => new(Take(FlowRun, state));

    public ValueTask<TaskRunFacts> GetTaskRunAsync(string slug, int? mapIndex, CancellationToken cancellationToken) =>
        new(new TaskRunFacts($"id of {Key(slug, mapIndex)}", slug, mapIndex, Stored.GetValueOrDefault(Key(slug, mapIndex), new Pending { Message = "Task run created" })));

    public ValueTask<State> SetTaskRunStateAsync(TaskRunFacts taskRun, State state, CancellationToken cancellationToken) =>
        new(Take(Key(taskRun.Slug, taskRun.MapIndex), state));

    public ValueTask SetTaskRunNameAsync(TaskRunFacts taskRun, string name, CancellationToken cancellationToken)
    {
        Names[Key(taskRun.Slug, taskRun.MapIndex)] = OnName(name);
        return default;
    }

    public ValueTask<IReadOnlyList<Cached>> GetCachedAsync(FlowNode task, DateTimeOffset since, CancellationToken cancellationToken) => new(CachedStates);

    /// <summary>What task runs left, by id.</summary>
    public ConcurrentDictionary<string, TaskArtifact> Artifacts { get; } = [];

    public bool RefusesArtifacts { get; set; }

    public ValueTask<string?> SetArtifactAsync(TaskRunFacts taskRun, string? id, TaskArtifact? artifact, CancellationToken cancellationToken)
    {
        if (RefusesArtifacts) throw new RunStoreException("no room");
        if (artifact is null)
        {
            if (id is not null) Artifacts.TryRemove(id, out _);
            return new((string?)null);
        }

        id ??= $"{Key(taskRun.Slug, taskRun.MapIndex)} artifact {Artifacts.Count + 1}";
        Artifacts[id] = artifact;
        return new(id);
    }

    private State Take(string key, State state)
    {
        var answer = OnSet(key, state) ?? state;
        var states = history.GetOrAdd(key, _ => []);
        lock (states) states.Add(answer);
        return answer;
    }
}
