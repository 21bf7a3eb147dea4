using Flows.Docker;
using Flows.Sdk.Docker.Tests.Support;
using Flows.TestKit.Docker;
using Flows.TestKit.Registry;

namespace Flows.Sdk.Docker.Tests;

/// <summary>The engine's way, and what both ways make, against a real engine and a real registry.</summary>
public sealed class EngineStorageTests(RegistryFixture registry, DockerEngineFixture engine)
{
    private static int repositories;

    private readonly string name = $"built{Interlocked.Increment(ref repositories)}";

    private string Repository => $"team/{name}";

    [Theory]
    [InlineData(ImageBuilder.Direct)]
    [InlineData(ImageBuilder.Engine)]
    public async Task StoreAsync_HelloFlow_RunsFromItsImage(ImageBuilder builder)
    {
        using var setup = Required();
        var storage = await StorageAsync(setup, builder);
        var stored = await storage.StoreAsync(setup.Request(HelloFlowFolder, "HelloFlow.dll", "Hello"), TestContext.Current.CancellationToken);

        var image = stored.Description;
        _ = (await DockerEngineFixture.DockerAsync("--config", setup.DockerConfigFolder, "pull", "-q", image)).Text;
        // The program itself, and the command by which agents of the original start it, through the shell as they do.
        (await DockerEngineFixture.DockerAsync("run", "--rm", "--network", "none", image, "dotnet", "/opt/flows/HelloFlow.dll")).Text.ShouldContain("Hello Bob");
        (await DockerEngineFixture.DockerAsync("run", "--rm", "--network", "none", image, "/bin/sh", "-c", "prefect run --param name=Ada; echo \"$GREETING\"; cat /etc/app/x.txt; pwd"))
            .Text.ShouldSatisfyAllConditions(
                o => o.ShouldContain("Hello Ada"), o => o.ShouldContain("Ciao $USER \"x\" \\ 'y'"), o => o.ShouldContain("a file of the user"), o => o.ShouldContain("/opt/flows"));
        var command = await DockerEngineFixture.DockerAsync("image", "inspect", "--format", "{{json .Config.Cmd}} {{json .Config.Entrypoint}}", image);
        command.Text.Trim().ShouldBeOneOf("""["dotnet","/opt/flows/HelloFlow.dll","execute","flow-run"] null""", """["dotnet","/opt/flows/HelloFlow.dll","execute","flow-run"] []""");
    }

    [Fact]
    public async Task StoreAsync_Engine_RefersToTheDigestThatTheRegistryHas()
    {
        using var setup = Required();
        using var program = new TestProgram();
        var stored = await setup.StoreAsync(await StorageAsync(setup), program);
        var byTag = await registry.ManifestAsync(Repository, stored.ImageTags.ShouldNotBeNull()[0]);
        var byDigest = await registry.ManifestAsync(Repository, "sha256:" + stored.ContentDigest);
        byDigest.ToString().ShouldBe(byTag.ToString());
        (await registry.StatusAsync(Repository, "v1")).ShouldBe(200);
        stored.Docker().ImageName.ShouldBe($"{name}@sha256");
    }

    [Fact]
    public async Task StoreAsync_EngineNothingChanged_IsTheSameImageAndUploadsNothing()
    {
        using var setup = Required();
        using var program = new TestProgram();
        var storage = await StorageAsync(setup);
        var first = await setup.StoreAsync(storage, program);
        var traffic = registry.Proxy.Watch(Repository);
        (await setup.StoreAsync(storage, program)).ContentDigest.ShouldBe(first.ContentDigest);
        traffic.Requests.Where(r => !r.Path.Contains("/manifests/", StringComparison.Ordinal)).Sum(r => r.Bytes).ShouldBe(0);
    }

    [Fact]
    public async Task StoreAsync_EngineOneLineChanged_UploadsProjectLayerConfigAndManifestOnly()
    {
        using var setup = Required();
        using var program = new TestProgram();
        var storage = await StorageAsync(setup);
        await setup.StoreAsync(storage, program);
        program.Write("App.dll", "the program, changed");
        var traffic = registry.Proxy.Watch(Repository);
        await setup.StoreAsync(storage, program);
        traffic.UploadedBytes.ShouldBeInRange(1, 20_000);
    }

    [Fact]
    public async Task StoreAsync_EngineWrongPassword_SaysSo()
    {
        using var setup = Required();
        using var program = new TestProgram();
        var storage = await StorageAsync(setup);
        await setup.StoreAsync(storage, program);
        registry.WriteDockerConfig(setup.DockerConfigFolder, "hunter2");
        program.Write("App.dll", "the program, changed");
        var e = await setup.RefusalAsync(storage, program);
        e.Message.ShouldBe($"The registry {registry.Host} refused to take an image for {Repository}: it does not accept the password of 'ada'; run 'docker login {registry.Host}' again.");
        setup.Progress.Warnings.ShouldHaveSingleItem().ShouldEndWith("The Docker engine's own copy is used.");
    }

    [Fact]
    public async Task StoreAsync_EngineBaseImageMissing_NamesItAndTheSetting()
    {
        using var setup = Required();
        using var program = new TestProgram();
        var e = await setup.RefusalAsync(await StorageAsync(setup, baseImage: $"{registry.Host}/base/none:1"), program);
        e.Message.ShouldStartWith($"The base image {registry.Host}/base/none:1 is neither in its registry nor in the Docker engine: check DockerStorage.BaseImage");
    }

    [Theory]
    [InlineData(BaseImageKind.WithoutShell, "has no shell (/bin/sh)")]
    [InlineData(BaseImageKind.WithoutRuntime, "has no .NET runtime")]
    public async Task StoreAsync_EngineBaseCannotRunTheProgram_IsRefused(BaseImageKind kind, string what)
    {
        using var setup = Required();
        using var program = new TestProgram();
        (await setup.RefusalAsync(await StorageAsync(setup, baseImage: await Bases.In(registry, kind)), program)).Message.ShouldContain(what);
        (await registry.StatusAsync(Repository, "v1")).ShouldBe(404);
    }

    /// <summary>The sample's output, built with the same configuration as this test.</summary>
    private static string HelloFlowFolder
    {
        get
        {
            var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Name;
            return Path.Combine(TestKit.CommandLine.Repository, "artifacts", "bin", "HelloFlow", configuration);
        }
    }

    private StoreSetup Required()
    {
        registry.Require();
        engine.Require();
        engine.RemoveImagesOf(registry.Host);
        return new StoreSetup().WithLogin(registry);
    }

    private async Task<DockerStorage> StorageAsync(StoreSetup setup, ImageBuilder builder = ImageBuilder.Engine, string? baseImage = null)
    {
        var extra = Path.Combine(setup.DockerConfigFolder, "x.txt");
        await File.WriteAllTextAsync(extra, "a file of the user");
        return new()
        {
            RegistryUrl = registry.Host + "/team",
            ImageName = name,
            ImageTag = "v1",
            BaseImage = baseImage ?? await Bases.In(registry),
            Builder = builder,
            Files = new Dictionary<string, string> { [extra] = "/etc/app/x.txt" },
            EnvironmentVariables = new Dictionary<string, string> { ["GREETING"] = "Ciao $USER \"x\" \\ 'y'" },
            Credentials = setup.Credentials,
        };
    }
}
