using System.Text.Json.Nodes;

namespace Flows;

/// <summary>A run in a container that a Docker agent starts.</summary>
public sealed record DockerRun : RunConfig
{
    /// <inheritdoc/>
    public override string Kind => "docker";

    /// <summary>The image. <value>The default is null: the one of the flow's Docker storage, which always comes first.</value></summary>
    public string? Image { get; init; }

    /// <summary>Ports of the container to publish. <value>The default is null: none.</value></summary>
    public IReadOnlyList<int>? Ports { get; init; }

    /// <summary>
    /// More options of the container's host, in the names of the Docker SDK that the protocol uses, for example
    /// <c>new() { ["mem_limit"] = "1g" }</c>. <value>The default is null: none.</value>
    /// </summary>
    public JsonObject? HostConfig { get; init; }
}
