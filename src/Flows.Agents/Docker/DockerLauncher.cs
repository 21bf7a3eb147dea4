using System.Collections.Concurrent;
using System.Net;
using Docker.DotNet;
using Flows.Agents.Launching;
using Flows.Client.Agents;
using Flows.Docker.Credentials;
using Flows.Docker.Engine;
using Microsoft.Extensions.Logging;

namespace Flows.Agents.Docker;

/// <summary>Starts flow runs as containers of a Docker engine, from the images that their storage names.</summary>
/// <param name="facts">What the agent gives to its runs.</param>
/// <param name="api">The API as the agent itself calls it; containers get a way to it when it is a loopback address.</param>
/// <param name="options">How containers are started.</param>
/// <param name="credentials">The passwords of registries.</param>
/// <param name="log">Where the launcher tells what it does.</param>
public sealed class DockerLauncher(AgentFacts facts, Uri api, DockerLauncherOptions options, DockerCredentials credentials, ILogger log) : IRunLauncher
{
    private const int MaxNames = 100;

    private readonly ConcurrentDictionary<string, Task> followed = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource leaving = new();
    private Connection? connection;
    private bool left;

    /// <inheritdoc/>
    public string AgentType => "DockerAgent";

    private Connection Engine => connection ?? throw new InvalidOperationException("The launcher was not started.");

    /// <inheritdoc/>
    public async Task StartAsync(IRunEnds ends, CancellationToken cancellationToken)
    {
        VolumeMounts.ToBinds(options.Volumes);
        try
        {
            var client = await DockerEngines.ConnectAsync(options.BaseUrl, cancellationToken);
            var native = await EngineKind.IsNativeAsync(client, cancellationToken);
            connection = new(client, native, new(client, credentials, log), new(client, ends, options, log));
            if (ApiRoute.Find(api, native, options.Networks.Count > 0) is { HostNetwork: true })
                log.LogInformation("The API is at the loopback address {Api}, so containers share the network of this machine.", api);
            await AdoptAsync(cancellationToken);
        }
        catch (DockerEngineException e)
        {
            throw new AgentException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public string? WhyNot(QueuedFlowRun run) => WhichAgent.ForRunConfig(run, "DockerRun", "A Docker agent", "docker") ?? ImageChoice.WhyNot(run);

    /// <summary>An engine that hangs must not hold a run for ever.</summary>
    private async Task<T> WithinAsync<T>(TimeSpan limit, string image, Func<CancellationToken, Task<T>> callAsync, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limit, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await callAsync(either.Token);
        }
        catch (OperationCanceledException e) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AgentException($"The Docker engine did not answer within {limit.TotalSeconds:0} seconds while a container of image {image} was to be started. Is the engine overloaded?", e);
        }
    }

    private async Task<string> CreateAndStartAsync(ContainerPlan plan, QueuedFlowRun run, CancellationToken cancellationToken)
    {
        var id = await CreateAsync(plan, run, cancellationToken);
        await StartAsync(id, plan, cancellationToken);
        return id;
    }

    /// <inheritdoc/>
    public async Task<string> LaunchAsync(QueuedFlowRun run, CancellationToken cancellationToken)
    {
        var image = ImageChoice.Of(run);
        var plan = ContainerPlan.Make(run, image, facts, api, options, Engine.Native);
        try
        {
            if (options.Pull && image.Contains('/', StringComparison.Ordinal)) await Engine.Puller.PullAsync(image, cancellationToken);
            var id = await WithinAsync(options.EngineTimeout, image, token => CreateAndStartAsync(plan, run, token), cancellationToken);
            Follow(id, plan.Container.Labels);
            return $"Container ID: {ContainerFollower.Short(id)}";
        }
        catch (DockerApiException e)
        {
            throw new AgentException($"The Docker engine did not start image {image}: {EngineAnswer.MessageOf(e)}.", e);
        }
        catch (HttpRequestException e)
        {
            throw new AgentException($"The Docker engine did not answer while image {image} was to be started: {e.Message}. Is the engine running?", e);
        }
    }

    /// <summary>Stops following; the containers go on, and the agent finds them again when it starts anew.</summary>
    /// <returns>A task that ends when nothing is followed any more.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref left, true)) return;
        if (!followed.IsEmpty) log.LogInformation("{Count} containers go on; an agent named {Name} finds them again.", followed.Count, options.AgentName);
        await leaving.CancelAsync();
        await Task.WhenAll(followed.Values);
        connection?.Client.Dispose();
        leaving.Dispose();
    }

    private async Task<string> CreateAsync(ContainerPlan plan, QueuedFlowRun run, CancellationToken cancellationToken)
    {
        foreach (var name in ContainerNames.For(run.Name).Take(MaxNames))
        {
            plan.Container.Name = name;
            try
            {
                return (await Engine.Client.Containers.CreateContainerAsync(plan.Container, cancellationToken)).ID;
            }
            catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.Conflict)
            {
                log.LogDebug("The container name {Name} is taken.", name);
            }
        }
        throw new AgentException($"The Docker engine has {MaxNames} containers named after the run '{run.Name}': remove those that have ended, or name the run otherwise.");
    }

    private async Task StartAsync(string id, ContainerPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var network in plan.MoreNetworks)
                await Engine.Client.Networks.ConnectNetworkAsync(network, new() { Container = id }, cancellationToken);
            await Engine.Client.Containers.StartContainerAsync(id, new(), cancellationToken);
        }
        catch (DockerApiException)
        {
            await Engine.Follower.RemoveAsync(id);
            throw;
        }
    }

    /// <summary>Takes up the containers that an earlier process of this agent had started.</summary>
    private async Task AdoptAsync(CancellationToken cancellationToken)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{ContainerLabels.Agent}={options.AgentName}"] = true } };
        foreach (var container in await Engine.Client.Containers.ListContainersAsync(new() { All = true, Filters = filters }, cancellationToken))
        {
            log.LogInformation("Found container {Id} of flow run {Run} again.", ContainerFollower.Short(container.ID), container.Labels[ContainerLabels.FlowRunId]);
            Follow(container.ID, container.Labels);
        }
    }

    private void Follow(string id, IDictionary<string, string> labels)
    {
        // The entry is removed by its own task, which waits for the entry to exist.
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        followed[id] = FollowAsync(id, labels, entered.Task);
        entered.SetResult();
    }

    private async Task FollowAsync(string id, IDictionary<string, string> labels, Task entered)
    {
        await entered;
        await Engine.Follower.FollowAsync(id, labels, leaving.Token);
        followed.TryRemove(id, out _);
    }

    private sealed record Connection(IDockerClient Client, bool Native, ImagePuller Puller, ContainerFollower Follower);
}
