using Flows.Agents.Launching;
using Flows.Client.Agents;
using Flows.Wire;

namespace Flows.Agents.Docker;

/// <summary>Chooses the image of a run: the Docker storage's own, else the run config's, else the original's base image (contract section 5.2).</summary>
internal static class ImageChoice
{
    /// <summary>The image's reference.</summary>
    /// <exception cref="AgentException">The run has no image that a container could be made of.</exception>
    public static string Of(QueuedFlowRun run) => WhyNot(run) is { } reason ? throw new AgentException(reason) : Find(run)!;

    /// <summary>Says why the run cannot be started from an image; null when it can.</summary>
    public static string? WhyNot(QueuedFlowRun run) => run.Flow.Storage switch
    {
        null => $"Flow '{run.Flow.Name}' was registered without a storage, so no agent can start it. Register it again with --storage docker.",
        DockerStorageDocument storage when NameOf(storage) is null =>
            $"The flow's Docker storage names no image (name '{storage.ImageName}', tag '{storage.ImageTag}'). Register the flow again with --storage docker.",
        LocalStorageDocument storage when ImageOf(run) is null =>
            "A Docker agent cannot start the run: the flow's program is in a folder of the machine that registered it. " +
            $"Start {WhichAgent.ForStorage(storage)}, or register the flow again with --storage docker.",
        ModuleStorageDocument storage when ModuleStorageDocument.IsProgram(storage.Module) && ImageOf(run) is null =>
            $"A Docker agent cannot start the run: the flow's program '{storage.Module}' is in no image that is known. " +
            "Register the flow again with a DockerRun that names the image, or with --storage docker.",
        _ => null,
    };

    private static string? Find(QueuedFlowRun run) =>
        NameOf(run.Flow.Storage as DockerStorageDocument) ?? ImageOf(run) ?? $"prefecthq/prefect:{BaseTag(run.Flow.CoreVersion)}";

    /// <summary>Joined as the protocol joins it; for our own flows the parts make a reference by digest.</summary>
    private static string? NameOf(DockerStorageDocument? storage) =>
        storage is { ImageName.Length: > 0, ImageTag.Length: > 0 }
            ? string.Join('/', new[] { storage.RegistryUrl?.TrimEnd('/'), $"{storage.ImageName}:{storage.ImageTag}" }.Where(p => !string.IsNullOrEmpty(p)))
            : null;

    private static string? ImageOf(QueuedFlowRun run) => (run.RunConfig as DockerRunDocument)?.Image is { Length: > 0 } image ? image : null;

    private static string BaseTag(string? coreVersion) => string.IsNullOrEmpty(coreVersion) ? "latest" : coreVersion.Split('+')[0];
}
