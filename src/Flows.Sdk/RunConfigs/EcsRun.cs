using System.Text.Json.Nodes;
using Flows.RunConfigs;

namespace Flows;

/// <summary>
/// A run as a task of AWS ECS, usually on Fargate. Its task definition comes from at most one of <see cref="TaskDefinition"/>,
/// <see cref="TaskDefinitionArn"/> and <see cref="TaskDefinitionPath"/>; without any the agent uses its own.
/// </summary>
public sealed record EcsRun : RunConfig
{
    /// <inheritdoc/>
    public override string Kind => "ecs";

    /// <summary>The task definition, written here; the container that runs the flow is named <c>flow</c>. <value>The default is null.</value></summary>
    /// <exception cref="ArgumentException">Another source of the task definition is set too.</exception>
    public EcsTaskDefinition? TaskDefinition
    {
        get;
        init
        {
            field = value;
            CheckSources();
        }
    }

    /// <summary>A task definition that is registered at ECS. It brings its image along. <value>The default is null.</value></summary>
    /// <exception cref="ArgumentException">Another source of the task definition or <see cref="Image"/> is set too.</exception>
    public string? TaskDefinitionArn
    {
        get;
        init
        {
            field = value;
            CheckSources();
        }
    }

    /// <summary>
    /// A file with the task definition, YAML or JSON. A path of this machine (also <c>file://</c>, <c>local://</c>) is read when the flow is
    /// registered; any other scheme (<c>s3://</c>, <c>https://</c>, <c>agent://</c>) is read by the agent. <value>The default is null.</value>
    /// </summary>
    /// <exception cref="ArgumentException">Another source of the task definition is set too.</exception>
    public string? TaskDefinitionPath
    {
        get;
        init
        {
            field = value;
            CheckSources();
        }
    }

    /// <summary>The image of the container <c>flow</c>. <value>The default is null: the one of the flow's Docker storage, which always comes first.</value></summary>
    /// <exception cref="ArgumentException"><see cref="TaskDefinitionArn"/> is set too.</exception>
    public string? Image
    {
        get;
        init
        {
            field = value;
            CheckSources();
        }
    }

    /// <summary>CPU of the task in ECS units, 1024 to a core, for example <c>512</c>. <value>The default is null: as the task definition says.</value></summary>
    public string? Cpu { get; init; }

    /// <summary>Memory of the task in MiB, or with a unit, for example <c>2 GB</c>. <value>The default is null: as the task definition says.</value></summary>
    public string? Memory { get; init; }

    /// <summary>The role that the flow's own code has. <value>The default is null: as the agent says.</value></summary>
    public string? TaskRoleArn { get; init; }

    /// <summary>The role with which ECS pulls the image and reads its credentials. <value>The default is null: as the agent says.</value></summary>
    public string? ExecutionRoleArn { get; init; }

    /// <summary>More arguments of ECS' RunTask, in its own names, for example <c>new() { ["cluster"] = "prod" }</c>. <value>The default is null: none.</value></summary>
    public JsonObject? RunTaskKwargs { get; init; }

    private void CheckSources()
    {
        string[] sources =
        [
            .. TaskDefinition is null ? (string[])[] : [nameof(TaskDefinition)],
            .. TaskDefinitionArn is null ? (string[])[] : [nameof(TaskDefinitionArn)],
            .. TaskDefinitionPath is null ? (string[])[] : [nameof(TaskDefinitionPath)],
        ];
        if (sources.Length > 1) throw new ArgumentException($"EcsRun takes its task definition from one place: set {string.Join(" or ", sources)}, not both.");
        if (TaskDefinitionArn is not null && Image is not null)
        {
            throw new ArgumentException($"EcsRun cannot put the image '{Image}' into the registered task definition '{TaskDefinitionArn}': leave Image out, or use TaskDefinition.");
        }
    }
}
