using Flows.Server.Access;

namespace Flows.Server.GraphQL;

/// <summary>What the headers say about the caller.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="AgentId">The agent that asks; null when it is none, or its header is no identifier.</param>
/// <param name="CoreVersion">The caller's version of the protocol.</param>
/// <param name="Claim">The fencing token of the claim under which the caller acts.</param>
internal sealed record RequestContext(Caller Caller, Guid? AgentId, string? CoreVersion, string? Claim)
{
    /// <summary>Where the caller is, for the audit log; null when it is not known.</summary>
    public string? Address { get; init; }
}
