using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flows.Wire;

/// <summary>How documents are written: snake_case keys, nulls present. Generated, so that trimmed and native programs work.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FlowDocument))]
[JsonSerializable(typeof(TaskDocument))]
[JsonSerializable(typeof(IReadOnlyList<TaskDocument>))]
[JsonSerializable(typeof(IReadOnlyList<EdgeDocument>))]
[JsonSerializable(typeof(ParameterDocument))]
[JsonSerializable(typeof(EdgeDocument))]
[JsonSerializable(typeof(StorageDocument))]
[JsonSerializable(typeof(DockerStorageDocument))]
[JsonSerializable(typeof(LocalStorageDocument))]
[JsonSerializable(typeof(ModuleStorageDocument))]
[JsonSerializable(typeof(RunConfigDocument))]
[JsonSerializable(typeof(UniversalRunDocument))]
[JsonSerializable(typeof(LocalRunDocument))]
[JsonSerializable(typeof(DockerRunDocument))]
[JsonSerializable(typeof(EcsRunDocument))]
[JsonSerializable(typeof(KubernetesRunDocument))]
[JsonSerializable(typeof(ScheduleDocument))]
[JsonSerializable(typeof(ClockDocument))]
[JsonSerializable(typeof(IntervalClockDocument))]
[JsonSerializable(typeof(CronClockDocument))]
[JsonSerializable(typeof(DatesClockDocument))]
[JsonSerializable(typeof(RRuleClockDocument))]
[JsonSerializable(typeof(LogDocument))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, JsonElement>))]
internal sealed partial class WireJson : JsonSerializerContext;
