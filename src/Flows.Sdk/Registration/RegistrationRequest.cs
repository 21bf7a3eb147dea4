using Flows.Graph;
using Flows.Storage;

namespace Flows.Registration;

/// <summary>What is to be registered, and how.</summary>
internal sealed record RegistrationRequest
{
    public required FlowGraph Graph { get; init; }

    /// <summary>The project; empty when the flow is only built.</summary>
    public required string Project { get; init; }

    public required RunConfig RunConfig { get; init; }
    public required FlowStorage Storage { get; init; }

    /// <summary>When runs are made; null for on demand.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>Whether the schedule makes runs from now on.</summary>
    public bool ScheduleActive { get; init; } = true;

    /// <summary>Labels to add to those of the run config.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Whether a new version is made although nothing changed.</summary>
    public bool Force { get; init; }
}
