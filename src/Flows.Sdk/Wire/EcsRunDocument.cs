using System.Text.Json;

namespace Flows.Wire;

/// <summary>An ECS agent starts the run as a task on AWS ECS.</summary>
public sealed record EcsRunDocument : RunConfigDocument
{
    /// <inheritdoc/>
    public override string Type => "ECSRun";

    /// <summary>The task definition, in Amazon's words (camelCase). <value>The default is null.</value></summary>
    public JsonElement? TaskDefinition { get; init; }

    /// <summary>Where a task definition can be read. <value>The default is null.</value></summary>
    public string? TaskDefinitionPath { get; init; }

    /// <summary>A task definition that is registered already. <value>The default is null.</value></summary>
    public string? TaskDefinitionArn { get; init; }

    /// <summary>The image, when the storage is none. <value>The default is null.</value></summary>
    public string? Image { get; init; }

    /// <summary>CPU units, or vCPUs as <c>1 vcpu</c>. <value>The default is null.</value></summary>
    public string? Cpu { get; init; }

    /// <summary>MiB, or for example <c>2 GB</c>. <value>The default is null.</value></summary>
    public string? Memory { get; init; }

    /// <summary>The role of the program. <value>The default is null.</value></summary>
    public string? TaskRoleArn { get; init; }

    /// <summary>The role that pulls the image and writes logs. <value>The default is null.</value></summary>
    public string? ExecutionRoleArn { get; init; }

    /// <summary>More arguments of RunTask, in Amazon's words. <value>The default is null.</value></summary>
    public JsonElement? RunTaskKwargs { get; init; }
}
