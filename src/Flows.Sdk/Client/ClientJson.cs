using System.Text.Json.Serialization;

namespace Flows.Client;

/// <summary>How inputs of mutations are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CreateTenantInput))]
[JsonSerializable(typeof(CreateProjectInput))]
[JsonSerializable(typeof(CreateApiKeyInput))]
[JsonSerializable(typeof(DeleteApiKeyInput))]
[JsonSerializable(typeof(ProjectIdInput))]
[JsonSerializable(typeof(FlowIdInput))]
[JsonSerializable(typeof(FlowGroupIdInput))]
[JsonSerializable(typeof(AgentIdInput))]
[JsonSerializable(typeof(CreateFlowInput))]
[JsonSerializable(typeof(CreateFlowRunInput))]
[JsonSerializable(typeof(FlowRunInput))]
[JsonSerializable(typeof(SetFlowRunStatesInput))]
[JsonSerializable(typeof(SetTaskRunStatesInput))]
[JsonSerializable(typeof(SetTaskRunNameInput))]
[JsonSerializable(typeof(WriteLogsInput))]
[JsonSerializable(typeof(CreateArtifactInput))]
[JsonSerializable(typeof(UpdateArtifactInput))]
[JsonSerializable(typeof(DeleteArtifactInput))]
internal sealed partial class ClientJson : JsonSerializerContext;
