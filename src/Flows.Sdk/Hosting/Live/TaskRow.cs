using Flows.States;

namespace Flows.Hosting.Live;

/// <summary>A task run as it is shown at one moment.</summary>
/// <param name="Name">Its slug, of a child its name.</param>
/// <param name="State">Where it stands; of a mapped task, where its children stand.</param>
internal sealed record TaskRow(string Name, State State)
{
    /// <summary>How long it has taken so far; null before it has begun.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>What else there is to say, in a few words.</summary>
    public string Note { get; init; } = "";

    /// <summary>When something last happened to it, for the choice of what is shown.</summary>
    public DateTimeOffset Touched { get; init; }

    /// <summary>The children of a mapped task that are worth a line.</summary>
    public IReadOnlyList<TaskRow> Children { get; init; } = [];

    /// <summary>How much it is worth a line where there is no room for all; the least goes first.</summary>
    public int Rank => State switch
    {
        Running or Retrying or Paused or Queued => 0,
        Failed or ClientFailed => 1,
        Finished => 2,
        _ => 3,
    };
}
