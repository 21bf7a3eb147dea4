using Flows.Server.Model;
using Flows.Server.Stores.Claims;
using Flows.States;

namespace Flows.Server.Stores;

/// <summary>A run as it stands in a transaction, locked until its end. States gather on it, and are stored together.</summary>
/// <param name="kind">What kind of run it is.</param>
/// <param name="id">The run.</param>
/// <param name="tenantId">Whose it is.</param>
/// <param name="flowRunId">The flow run that it is, or belongs to.</param>
/// <param name="held">Who holds the flow run.</param>
internal sealed class RunRow(RunStates.Kind kind, Guid id, Guid tenantId, Guid flowRunId, Hold held = default)
{
    private readonly List<Applied> applied = [];

    /// <summary>A state that the run takes.</summary>
    internal readonly record struct Applied(StoredState State, int Version, DateTimeOffset At);

    public Guid Id { get; } = id;

    public Guid TenantId { get; } = tenantId;

    public Guid FlowRunId { get; } = flowRunId;

    public int Version { get; set; }

    /// <summary>The type of the newest state.</summary>
    public string? State { get; set; }

    /// <summary>The newest state of a task run; that of a flow run is not read.</summary>
    public JsonText? SerializedState { get; set; }

    public DateTimeOffset? StartTime { get; set; }

    public DateTimeOffset? EndTime { get; set; }

    /// <summary>Who holds the flow run; nobody for a task run, which its flow run's claim covers.</summary>
    public Hold Held { get; private set; } = held;

    /// <summary>Whether <see cref="Held"/> is not what the database has.</summary>
    public bool HasNewHold { get; private set; }

    /// <summary>When it was seen alive by one of the new states; null when none shows that.</summary>
    public DateTimeOffset? Heartbeat { get; private set; }

    /// <summary>Whether a new state is the first that runs.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Whether a new state ends it.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The new states, in their order.</summary>
    public IReadOnlyList<Applied> NewStates => applied;

    /// <summary>Says who holds the flow run after its new state.</summary>
    public void Hold(Hold next)
    {
        HasNewHold |= next != Held;
        Held = next;
    }

    /// <summary>Puts a state on top (contract section 4.4).</summary>
    public void Apply(StoredState state, DateTimeOffset now)
    {
        Version++;
        State = state.Type;
        SerializedState = state.Json;
        applied.Add(new(state, Version, now));
        if (state.Type == nameof(Running) && !(StartTime <= now)) (StartTime, HasStarted) = (now, true);
        if (state.SetsEndTime && !(EndTime >= now)) (EndTime, HasEnded) = (now, true);
        if (state.State is Running || (kind == RunStates.Kind.FlowRun && state.State is Submitted)) Heartbeat = now;
    }
}
