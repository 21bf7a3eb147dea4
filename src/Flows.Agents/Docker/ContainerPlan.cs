using System.Globalization;
using Docker.DotNet.Models;
using Flows.Agents.Launching;
using Flows.Client.Agents;
using Flows.Wire;

namespace Flows.Agents.Docker;

/// <summary>What is asked of the engine for one run.</summary>
/// <param name="Container">The container; its name is chosen when it is created.</param>
/// <param name="MoreNetworks">Networks that it joins before it starts.</param>
internal sealed record ContainerPlan(CreateContainerParameters Container, IReadOnlyList<string> MoreNetworks)
{

    /// <summary>Plans the container of a run.</summary>
    /// <exception cref="AgentException">The run config or an option of the agent is malformed.</exception>
    public static ContainerPlan Make(QueuedFlowRun run, string image, AgentFacts facts, Uri api, DockerLauncherOptions options, bool nativeEngine)
    {
        var config = run.RunConfig as DockerRunDocument;
        var host = HostOptions.Read(config?.HostConfig);
        var route = ApiRoute.Find(api, nativeEngine, ownNetwork: options.Networks.Count > 0 || !string.IsNullOrEmpty(host.NetworkMode));
        // The agent removes the container itself, once it has read its last lines and its exit code.
        host.AutoRemove = false;
        if (options.Volumes.Count > 0) host.Binds = [.. host.Binds ?? [], .. VolumeMounts.ToBinds(options.Volumes)];
        if (route.HostAlias) host.ExtraHosts = [.. host.ExtraHosts ?? [], ApiRoute.HostAliasEntry];
        if (route.HostNetwork) host.NetworkMode = "host";
        else if (string.IsNullOrEmpty(host.NetworkMode) && options.Networks.Count > 0) host.NetworkMode = options.Networks[0];
        var environment = RunEnvironment.Build(facts with { Api = route.Api }, run, image);
        return new(
            new()
            {
                Image = image,
                Cmd = [.. Program(run.Flow.Storage), "execute", "flow-run"],
                Env = [.. environment.Select(v => $"{v.Key}={v.Value}")],
                Labels = Labels(run, options.AgentName),
                ExposedPorts = config?.Ports?.ToDictionary(p => string.Create(CultureInfo.InvariantCulture, $"{p}/tcp"), _ => default(EmptyStruct)),
                HostConfig = host,
            },
            [.. options.Networks.Where(n => n != host.NetworkMode)]);
    }

    /// <summary>Images of flows have a command by the original's name; an image of one's own has the program that the storage names.</summary>
    private static string[] Program(StorageDocument? storage) =>
        storage is ModuleStorageDocument { Module: { } module } && ModuleStorageDocument.IsProgram(module) ? ["dotnet", module] : ["prefect"];

    private static Dictionary<string, string> Labels(QueuedFlowRun run, string agentName)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ContainerLabels.FlowName] = run.Flow.Name,
            [ContainerLabels.FlowId] = run.Flow.Id,
            [ContainerLabels.FlowRunId] = run.Id,
            [ContainerLabels.Agent] = agentName,
        };
        if (run.Claim is { } claim) labels[ContainerLabels.Claim] = claim;
        return labels;
    }
}
