namespace Flows.Agents.Docker;

/// <summary>How a Docker agent starts containers.</summary>
public sealed record DockerLauncherOptions
{
    /// <summary>
    /// The engine's address, for example <c>unix:///var/run/docker.sock</c>. <value>The default is null: the variable DOCKER_HOST,
    /// otherwise the machine's own engine.</value>
    /// </summary>
    public string? BaseUrl { get; init; }

    /// <summary>The agent's name; containers carry it as a label, so that the agent finds them again.</summary>
    public required string AgentName { get; init; }

    /// <summary>Networks that containers join; the first one at their creation. <value>Empty by default: the engine's own choice.</value></summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>Mounts as <c>path</c> (the same path inside), <c>host:container</c> or <c>host:container:ro</c>. <value>Empty by default.</value></summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>Whether images are pulled; when not, they must be on the machine. <value>The default is true.</value></summary>
    public bool Pull { get; init; } = true;

    /// <summary>How long the engine may take to create and start a container, pulls apart. <value>The default is 60 seconds.</value></summary>
    public TimeSpan EngineTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets each line that a run writes to its console. <value>The default is null: they are not shown.</value></summary>
    public Action<string>? ShowLine { get; init; }

    /// <summary>The clock. <value>The default is the system's.</value></summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
