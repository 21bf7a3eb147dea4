namespace Flows.Hosting.Commands;

/// <summary>The run config that <c>--run-config KIND</c> stands for.</summary>
internal static class RunConfigChoice
{
    public static IReadOnlyList<string> Kinds { get; } = ["universal", "local", "docker", "ecs", "kubernetes"];

    /// <summary>The flow's own when it is of the kind; otherwise a new one with the labels and the environment of the flow's own.</summary>
    public static RunConfig Of(string kind, RunConfig? own)
    {
        if (own?.Kind == kind) return own;
        RunConfig fresh = kind switch
        {
            "local" => new LocalRun(),
            "docker" => new DockerRun(),
            "ecs" => new EcsRun(),
            "kubernetes" => new KubernetesRun(),
            _ => new UniversalRun(),
        };
        return own is null ? fresh : fresh with { Labels = own.Labels, Environment = own.Environment };
    }
}
