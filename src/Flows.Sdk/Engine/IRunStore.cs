using Flows.Graph;
using Flows.States;

namespace Flows.Engine;

/// <summary>Where a run's states are kept: in memory at the desk and in tests, on the server in a container.</summary>
internal interface IRunStore
{
    /// <summary>
    /// Whether another process can go on with the run from what is stored. Then results are written into states, a wait of
    /// more than ten minutes for a retry ends this process, and inputs were checked when the run was created.
    /// </summary>
    bool OutlivesProcess => true;

    /// <summary>What is known of the flow run before it starts.</summary>
    ValueTask<FlowRunFacts> GetFlowRunAsync(CancellationToken cancellationToken);

    /// <summary>Stores a state of the flow run; the answer is the state to go on with.</summary>
    /// <exception cref="RunStoreException">The state was refused or could not be stored.</exception>
    ValueTask<State> SetFlowRunStateAsync(State state, CancellationToken cancellationToken);

    /// <summary>Finds or makes the run of a task; <paramref name="mapIndex"/> is null when it is not a child of a mapped task.</summary>
    ValueTask<TaskRunFacts> GetTaskRunAsync(string slug, int? mapIndex, CancellationToken cancellationToken);

    /// <summary>Gives a task run a name of its own.</summary>
    /// <exception cref="RunStoreException">The name could not be stored.</exception>
    ValueTask SetTaskRunNameAsync(TaskRunFacts taskRun, string name, CancellationToken cancellationToken);

    /// <summary>Stores what a task run leaves for people to look at; asked only where the store outlives the process.</summary>
    /// <param name="taskRun">The task run.</param>
    /// <param name="id">The artifact's id; null when it is new.</param>
    /// <param name="artifact">What it is to be; null when it is taken back.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Its id; null when there is none any more.</returns>
    /// <exception cref="RunStoreException">It could not be stored.</exception>
    ValueTask<string?> SetArtifactAsync(TaskRunFacts taskRun, string? id, TaskArtifact? artifact, CancellationToken cancellationToken) => new(id);

    /// <summary>Stores a state of a task run; the answer is the state to go on with.</summary>
    /// <exception cref="RunStoreException">The state was refused or could not be stored.</exception>
    ValueTask<State> SetTaskRunStateAsync(TaskRunFacts taskRun, State state, CancellationToken cancellationToken);

    /// <summary>Finds cached results of a task, or of all tasks that have its cache key.</summary>
    /// <param name="task">The task.</param>
    /// <param name="since">Leaves out what was cached before.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>At most the newest hundred, the newest first.</returns>
    /// <exception cref="RunStoreException">They could not be read.</exception>
    ValueTask<IReadOnlyList<Cached>> GetCachedAsync(FlowNode task, DateTimeOffset since, CancellationToken cancellationToken) => new([]);

    /// <summary>Takes note of a cached result, where states that are stored are not found again by themselves.</summary>
    void KeepCached(FlowNode task, Cached state) { }
}

/// <summary>What a store knows of a flow run: identity, where it stands, its inputs.</summary>
internal sealed record FlowRunFacts
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required State State { get; init; }

    /// <summary>Values by parameter name: CLR values at the desk, <see cref="System.Text.Json.JsonElement"/> from the server.</summary>
    public required IReadOnlyDictionary<string, object?> Parameters { get; init; }

    public IReadOnlyDictionary<string, object?> Context { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, object?>.Empty;
    public DateTimeOffset? ScheduledStartTime { get; init; }

    /// <summary>The id of the version that runs; null at the desk.</summary>
    public string? FlowId { get; init; }

    /// <summary>The project of the flow; null at the desk.</summary>
    public string? ProjectName { get; init; }

    /// <summary>How many states the run had had when this process began; null at the desk.</summary>
    public int? Version { get; init; }
}

/// <summary>What a store knows of a task run; no id when the store needs none, so that the run makes one up should it be asked for it.</summary>
internal readonly record struct TaskRunFacts(string? Id, string Slug, int? MapIndex, State State);

/// <summary>A state could not be stored; the run must not go on as if it were.</summary>
internal sealed class RunStoreException(string message, Exception? inner = null) : Exception(message, inner);
