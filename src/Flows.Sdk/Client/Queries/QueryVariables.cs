using System.Text.Json.Serialization;

namespace Flows.Client.Queries;

// A variable that is null makes its comparison no condition (contract section 3.2), so nulls are sent.
internal sealed record FlowVariables(string? Id, string? Group, string? Name, string? Project, int? Version, bool? Archived, int? Limit);

internal sealed record TaskVariables(string? Name, string? Flow, int? Version, string? Project, int Limit);

internal sealed record ProjectVariables(string? Name);

internal sealed record FlowRunVariables(string? Flow, string? Project, int Limit);

internal sealed record FlowRunKeyVariables(string? Id);

internal sealed record FlowRunNameVariables(string Name, string? Flow);

internal sealed record LogVariables(string Id, string? After);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FlowVariables))]
[JsonSerializable(typeof(TaskVariables))]
[JsonSerializable(typeof(ProjectVariables))]
[JsonSerializable(typeof(FlowRunVariables))]
[JsonSerializable(typeof(FlowRunKeyVariables))]
[JsonSerializable(typeof(FlowRunNameVariables))]
[JsonSerializable(typeof(LogVariables))]
internal sealed partial class QueryJson : JsonSerializerContext;
