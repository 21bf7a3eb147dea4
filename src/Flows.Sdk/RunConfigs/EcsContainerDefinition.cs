using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Flows.RunConfigs;

/// <summary>One container of a task definition of ECS.</summary>
public sealed record EcsContainerDefinition
{
    /// <summary>The container's name; the one that runs the flow is <c>flow</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The image. <value>The default is null; in <c>flow</c> the image of the flow's Docker storage comes first.</value></summary>
    public string? Image { get; init; }

    /// <summary>Where ECS finds the password of a private registry. <value>The default is null: none is needed.</value></summary>
    public EcsRepositoryCredentials? RepositoryCredentials { get; init; }

    /// <summary>Whether the task ends when this container does. <value>The default is null: as ECS decides.</value></summary>
    public bool? Essential { get; init; }

    /// <summary>Environment variables of the container. <value>The default is null: none.</value></summary>
    [JsonConverter(typeof(EcsEnvironmentConverter))]
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Where the container's output goes. <value>The default is null.</value></summary>
    public EcsLogConfiguration? LogConfiguration { get; init; }

    /// <summary>Further keys of the ECS API as they are, for example <c>portMappings</c>. <value>The default is null: none.</value></summary>
    [JsonIgnore]
    public JsonObject? Other { get; init; }
}

/// <summary>How ECS signs in to a private registry.</summary>
public sealed record EcsRepositoryCredentials
{
    /// <summary>The ARN of the secret that holds the sign-in.</summary>
    public required string CredentialsParameter { get; init; }
}

/// <summary>Where the output of a container goes.</summary>
public sealed record EcsLogConfiguration
{
    /// <summary>The driver, for example <c>awslogs</c>.</summary>
    public required string LogDriver { get; init; }

    /// <summary>The driver's options, for example <c>awslogs-group</c>. <value>The default is null: none.</value></summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
