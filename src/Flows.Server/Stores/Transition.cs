using System.Text.Json;
using Flows.Server.Errors;

namespace Flows.Server.Stores;

/// <summary>A state that a run shall take. Each stands for itself: what is refused says so here and stops nobody else.</summary>
/// <param name="runId">The run.</param>
/// <param name="state">The state; null when it could not be read.</param>
internal sealed class Transition(Guid runId, StoredState? state)
{
    public Guid RunId { get; } = runId;

    /// <summary>The state as it was sent.</summary>
    public StoredState State => state!;

    /// <summary>The agent that sends it, if one does.</summary>
    public Guid? Agent { get; init; }

    /// <summary>The token of the claim under which it is sent, if there is one.</summary>
    public Guid? Claim { get; init; }

    /// <summary>The type of the state that is stored.</summary>
    public string? StoredType { get; set; }

    /// <summary>Why it is not stored; null while nothing speaks against it.</summary>
    public RequestException? Refusal { get; set; }

    /// <summary>Reads a state that a client sends.</summary>
    public static Transition Read(Guid runId, JsonElement json, TimeProvider time, Guid? agent = null, Guid? claim = null)
    {
        try
        {
            return new(runId, StoredState.Read(json, time)) { Agent = agent, Claim = claim };
        }
        catch (RequestException e)
        {
            return new(runId, null) { Refusal = e };
        }
    }
}
