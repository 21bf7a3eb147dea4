using System.Text.Json;
using Flows.States;

namespace Flows.Client.Queries;

/// <summary>A flow run as somebody who watches it sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="History">The states that it had, the oldest first.</param>
public sealed record FlowRunView(string Id, string Name, State State, IReadOnlyList<string> Labels, IReadOnlyList<PastState> History)
{
    /// <summary>The values of its parameters. <value>Empty by default.</value></summary>
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The facts of its context. <value>Empty by default.</value></summary>
    public IReadOnlyDictionary<string, JsonElement> Context { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>A state that a run had.</summary>
/// <param name="Timestamp">Since when.</param>
/// <param name="State">The state.</param>
public sealed record PastState(DateTimeOffset Timestamp, State State);
