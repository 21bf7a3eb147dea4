using System.Text.Json.Serialization;

namespace Flows.Client.Agents;

internal sealed record RegisterAgentInput(string Type, string Name, IReadOnlyList<string> Labels, string TenantId, string? AgentConfigId);

internal sealed record RunsInQueueInput(string Before, IReadOnlyList<string> Labels, string TenantId);

internal sealed record ClaimInput(string TenantId, string? AgentId, IReadOnlyList<string> Labels, int Limit, int WaitSeconds);

internal sealed record DueRunsVariables(IReadOnlyList<string> Ids, string Due);

internal sealed record RunIdVariables(string Id);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RegisterAgentInput))]
[JsonSerializable(typeof(RunsInQueueInput))]
[JsonSerializable(typeof(ClaimInput))]
[JsonSerializable(typeof(DueRunsVariables))]
[JsonSerializable(typeof(RunIdVariables))]
internal sealed partial class AgentJson : JsonSerializerContext;
