using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Flows.RunConfigs;

/// <summary>A task definition of ECS, in its own words (RegisterTaskDefinition of the ECS API). What is not set here the agent fills in.</summary>
public sealed record EcsTaskDefinition
{
    /// <summary>The containers; the one named <c>flow</c> runs the flow. <value>Empty by default: the agent adds that one.</value></summary>
    public IReadOnlyList<EcsContainerDefinition> ContainerDefinitions { get; init; } = [];

    /// <summary>The definition's name. <value>The default is null: the agent names it after the flow.</value></summary>
    public string? Family { get; init; }

    /// <summary>How containers are networked; Fargate wants <c>awsvpc</c>. <value>The default is null.</value></summary>
    public string? NetworkMode { get; init; }

    /// <summary>Memory of the task in MiB, or with a unit, for example <c>2 GB</c>. <value>The default is null.</value></summary>
    public string? Memory { get; init; }

    /// <summary>CPU of the task in ECS units, 1024 to a core. <value>The default is null.</value></summary>
    public string? Cpu { get; init; }

    /// <summary>The role that the flow's own code has. <value>The default is null.</value></summary>
    public string? TaskRoleArn { get; init; }

    /// <summary>The role with which ECS pulls images and reads their credentials. <value>The default is null.</value></summary>
    public string? ExecutionRoleArn { get; init; }

    /// <summary>Where the task may run, for example <c>FARGATE</c>. <value>The default is null.</value></summary>
    public IReadOnlyList<string>? RequiresCompatibilities { get; init; }

    /// <summary>Further keys of the ECS API as they are, for example <c>volumes</c>. <value>The default is null: none.</value></summary>
    [JsonIgnore]
    public JsonObject? Other { get; init; }

    /// <summary>The definition as ECS reads it.</summary>
    internal JsonObject ToJson()
    {
        var json = JsonSerializer.SerializeToNode(this, EcsJson.Default.EcsTaskDefinition)!.AsObject();
        Add(json, Other);
        var containers = json["containerDefinitions"]!.AsArray();
        for (var i = 0; i < containers.Count; i++) Add(containers[i]!.AsObject(), ContainerDefinitions[i].Other);
        return json;
    }

    private static void Add(JsonObject json, JsonObject? other)
    {
        foreach (var (key, value) in other ?? []) json[key] = value?.DeepClone();
    }
}
