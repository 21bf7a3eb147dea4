namespace Flows.Agents.Local;

/// <summary>How a local agent starts processes.</summary>
public sealed record LocalLauncherOptions
{
    /// <summary>The .NET host. <value>The default is the one named by DOTNET_HOST_PATH, otherwise <c>dotnet</c> on the search path.</value></summary>
    public string DotnetHost { get; init; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>Gets each line that a run writes to its console. <value>The default is null: they are not shown.</value></summary>
    public Action<string>? ShowLine { get; init; }
}
