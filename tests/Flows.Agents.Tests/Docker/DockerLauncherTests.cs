using System.Text.Json;
using Flows.Agents.Docker;
using Flows.Agents.Tests.Support;
using Flows.Client.Agents;
using Flows.Docker.Credentials;
using Flows.TestKit.Docker;
using Flows.TestKit.Registry;
using Flows.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flows.Agents.Tests.Docker;

/// <summary>Real containers on a real engine.</summary>
public sealed class DockerLauncherTests(FlowImageFixture image, RegistryFixture registry) : IClassFixture<FlowImageFixture>, IClassFixture<RegistryFixture>, IDisposable
{
    private readonly string agentName = $"hal-{Guid.NewGuid():N}";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("flows-docker-agent");
    private readonly RecordedEnds ends = new();

    [Fact]
    public async Task LaunchAsync_ContainerFails_TellsCodeAndLinesAndRemovesIt()
    {
        await using var launcher = await StartAsync();

        var info = await launcher.LaunchAsync(Run("echo run $PREFECT__CONTEXT__FLOW_RUN_ID; echo broken >&2; exit 3"), default);
        var end = await ends.First;
        await launcher.DisposeAsync();

        info.ShouldStartWith("Container ID: ");
        end.What.ShouldBe($"container {info["Container ID: ".Length..]}");
        end.ExitCode.ShouldBe(3);
        end.LastLines.ShouldBe(["run run-1", "broken"], ignoreOrder: true);
        (await ContainersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task LaunchAsync_OutOfMemory_IsTold()
    {
        await using var launcher = await StartAsync();

        await launcher.LaunchAsync(Run("tail /dev/zero", """{ "mem_limit": "16m", "memswap_limit": "16m" }"""), default);
        var end = await ends.First;

        end.ExitCode.ShouldBe(137);
        end.OutOfMemory.ShouldBeTrue();
    }

    [Fact]
    public async Task LaunchAsync_NameIsTaken_TakesTheNext()
    {
        await using var launcher = await StartAsync();
        var name = $"otter-{Guid.NewGuid():N}";
        string script = $"while [ ! -f {folder.FullName}/go ]; do usleep 10000; done";

        await launcher.LaunchAsync(Run(script, name: name), default);
        await launcher.LaunchAsync(Run(script, name: name), default);

        (await ContainersAsync("{{.Names}}")).ShouldBe([name, $"{name}-1"], ignoreOrder: true);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "go"), "");
        while ((await ContainersAsync()).Count > 0) await Task.Yield();
    }

    [Fact]
    public async Task StartAsync_AfterARestart_FollowsTheContainersThatGoOn()
    {
        var first = await StartAsync();
        await first.LaunchAsync(Run($"while [ ! -f {folder.FullName}/go ]; do usleep 10000; done; echo done; exit 4"), default);
        await first.DisposeAsync();
        ends.First.IsCompleted.ShouldBeFalse();

        await using var second = await StartAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "go"), "");
        var end = await ends.First;

        end.FlowRunId.ShouldBe("run-1");
        end.ExitCode.ShouldBe(4);
        end.LastLines.ShouldBe(["done"]);
    }

    [Fact]
    public async Task LaunchAsync_ImageIsMissing_FailsWithOneSentence()
    {
        await using var launcher = await StartAsync();

        var error = await Should.ThrowAsync<AgentException>(() => launcher.LaunchAsync(Runs.Of(Runs.Docker("", "no-such-image", "1")), default));

        error.Message.ShouldStartWith("The Docker engine did not start image no-such-image:1: No such image");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LaunchAsync_PrivateRegistry_PullsWithTheRightPasswordOnly(bool rightPassword)
    {
        registry.Require();
        image.Require();
        var name = $"{registry.Host}/hello-{Guid.NewGuid():N}:1";
        await PushAsync(name);
        registry.WriteDockerConfig(folder.FullName, rightPassword ? null : "wrong");
        await using var launcher = await StartAsync();
        var run = Run("exit 0") with { Flow = Runs.Of(Runs.Docker(registry.Host, name[(registry.Host.Length + 1)..^2], "1")).Flow };

        var launch = launcher.LaunchAsync(run, default);

        if (rightPassword)
        {
            await launch;
            (await ends.First).ExitCode.ShouldBe(0);
        }
        else
        {
            var error = await Should.ThrowAsync<AgentException>(launch);
            error.Message.ShouldStartWith($"Image {name} could not be pulled: ");
            error.Message.ShouldEndWith($"The agent used the password of 'ada' for {registry.Host}; renew it with `docker login {registry.Host}` as the agent's user.");
        }
        await launcher.DisposeAsync();
        await DockerEngineFixture.DockerAsync("rmi", "-f", name);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task<DockerLauncher> StartAsync()
    {
        image.Require();
        var launcher = new DockerLauncher(
            new() { Api = "http://localhost:4200", InContainers = true }, new("http://localhost:4200"),
            new() { AgentName = agentName, Volumes = [folder.FullName] }, new DockerCredentials(folder.FullName), NullLogger.Instance);
        await launcher.StartAsync(ends, default);
        return launcher;
    }

    private QueuedFlowRun Run(string script, string? hostConfig = null, string name = "tidy-otter") => Runs.Of(
        Runs.Docker("", image.Image.Split(':')[0], image.Image.Split(':')[1]),
        new DockerRunDocument
        {
            Env = new Dictionary<string, string> { ["SCRIPT"] = script },
            HostConfig = hostConfig is null ? null : JsonElement.Parse(hostConfig),
        },
        name);

    private async Task<IReadOnlyList<string>> ContainersAsync(string format = "{{.ID}}") =>
        (await DockerEngineFixture.DockerAsync("ps", "-a", "--filter", $"label=flows.agent={agentName}", "--format", format)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task PushAsync(string name)
    {
        var config = Path.Combine(folder.FullName, "push");
        registry.WriteDockerConfig(config);
        _ = (await DockerEngineFixture.DockerAsync("tag", image.Image, name)).Text;
        _ = (await DockerEngineFixture.DockerAsync("--config", config, "push", "-q", name)).Text;
        _ = (await DockerEngineFixture.DockerAsync("rmi", name)).Text;
    }
}
