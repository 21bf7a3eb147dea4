using Flows.Storage;

namespace Flows.Hosting.Commands;

/// <summary>The storage that <c>--storage KIND</c> stands for.</summary>
internal static class StorageChoice
{
    public static IReadOnlyList<string> Kinds { get; } = ["local", "docker", "module"];

    /// <summary>The flow's own when it is of the kind, otherwise a new one.</summary>
    /// <exception cref="HostException">The kind cannot be made without settings that only the program can give.</exception>
    public static FlowStorage Of(string kind, Flow flow)
    {
        if (flow.Storage?.Kind == kind) return flow.Storage;
        return kind switch
        {
            "local" => new LocalStorage(),
            "module" => new ModuleStorage(),
            _ => throw new HostException(
                $"Flow '{flow.Name}' has no Docker storage: reference the package Flows.Sdk.Docker and call .WithStorage(new DockerStorage {{ RegistryUrl = \"...\" }})."),
        };
    }
}
