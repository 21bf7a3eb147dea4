using Flows.Agents.Docker;
using Flows.Agents.Tests.Support;
using Flows.Docker.Credentials;
using Flows.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flows.Agents.Tests.Docker;

public sealed class ImageChoiceTests
{
    private static readonly string Digest = new('a', 64);

    [Fact]
    public void Of_DockerStorage_WinsOverTheRunConfig() =>
        ImageChoice.Of(Runs.Of(Runs.Docker(), new DockerRunDocument { Image = "other:1" })).ShouldBe("reg:5000/hello:1.0");

    [Fact]
    public void Of_DockerStorageByDigest_MakesADigestReference() =>
        ImageChoice.Of(Runs.Of(Runs.Docker("reg:5000/team/", "hello@sha256", Digest))).ShouldBe($"reg:5000/team/hello@sha256:{Digest}");

    [Fact]
    public void Of_DockerStorageWithoutARegistry_HasNoSlashInFront() => ImageChoice.Of(Runs.Of(Runs.Docker(registry: ""))).ShouldBe("hello:1.0");

    [Fact]
    public void Of_OtherStorageWithAnImage_TakesTheImage() =>
        ImageChoice.Of(Runs.Of(Runs.Local("/a/b.dll"), new DockerRunDocument { Image = "mine:2" })).ShouldBe("mine:2");

    [Fact]
    public void Of_StorageOfTheOriginal_TakesItsBaseImage() =>
        ImageChoice.Of(Runs.Of(StorageDocument.FromJson(System.Text.Json.JsonElement.Parse("""{ "type": "S3", "bucket": "b" }""")))).ShouldBe("prefecthq/prefect:1.4.1");

    [Fact]
    public void WhyNot_LocalStorage_NamesTheLocalAgent() =>
        Launcher().WhyNot(Runs.Of(Runs.Local("/a/b.dll")))!.ShouldContain("Start a local agent (`flows agent local start`) on the machine that registered the flow");

    [Fact]
    public void WhyNot_ModuleWithoutAnImage_SaysWhatIsMissing()
    {
        Launcher().WhyNot(Runs.Of(Runs.Module("/app/Hello.dll"))).ShouldBe(
            "A Docker agent cannot start the run: the flow's program '/app/Hello.dll' is in no image that is known. Register the flow again with a DockerRun that names the image, or with --storage docker.");
        Launcher().WhyNot(Runs.Of(Runs.Module("/app/Hello.dll"), new DockerRunDocument { Image = "mine:2" })).ShouldBeNull();
        ImageChoice.Of(Runs.Of(Runs.Module("my.flows"))).ShouldBe("prefecthq/prefect:1.4.1");
    }

    [Fact]
    public void WhyNot_EcsRun_NamesTheEcsAgent() =>
        Launcher().WhyNot(Runs.Of(Runs.Docker(), new EcsRunDocument())).ShouldBe(
            "A Docker agent cannot start the run: its run config is ECSRun. Start an ECS agent (`flows agent ecs start`) with the run's labels, or register the flow again with --run-config docker.");

    [Fact]
    public void WhyNot_StorageWithoutATag_SaysWhatIsMissing() => Launcher().WhyNot(Runs.Of(Runs.Docker(tag: "")))!.ShouldContain("names no image");

    [Fact]
    public void WhyNot_DockerStorageAndUniversalRun_IsNull() => Launcher().WhyNot(Runs.Of(Runs.Docker(), new UniversalRunDocument())).ShouldBeNull();

    private static DockerLauncher Launcher() => new(new() { Api = "x", InContainers = true }, new("http://localhost:4200"), new() { AgentName = "hal" }, new DockerCredentials(), NullLogger.Instance);
}
