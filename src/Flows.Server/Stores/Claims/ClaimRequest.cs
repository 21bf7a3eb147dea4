namespace Flows.Server.Stores.Claims;

/// <summary>What an agent asks for.</summary>
/// <param name="TenantId">Whose runs.</param>
/// <param name="AgentId">The agent, if it has made itself known.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Limit">How many runs at most.</param>
/// <param name="Ahead">How far ahead of their time runs are given.</param>
internal sealed record ClaimRequest(Guid TenantId, Guid? AgentId, IReadOnlyList<string> Labels, int Limit, TimeSpan Ahead);
