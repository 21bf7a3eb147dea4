using System.Formats.Tar;
using System.IO.Compression;
using Flows.Docker;
using Flows.Docker.Images;
using Flows.Sdk.Docker.Tests.Support;
using Flows.TestKit.Docker;
using Flows.TestKit.Registry;

namespace Flows.Sdk.Docker.Tests;

/// <summary>The direct way against a real registry that wants a password. No engine takes part.</summary>
public sealed class DirectStorageTests(RegistryFixture registry)
{
    private static int repositories;

    private readonly string name = $"app{Interlocked.Increment(ref repositories)}";

    private string Repository => $"team/{name}";

    [Fact]
    public async Task StoreAsync_Program_IsAnImageThatIsReferredToByDigest()
    {
        using var setup = new StoreSetup().WithLogin(registry: Required());
        using var program = new TestProgram();
        var extra = program.Write("../extra.txt", "more");
        var stored = await setup.StoreAsync(await StorageAsync(setup, new() { [extra] = "/etc/app/extra.txt" }), program);

        var document = stored.Docker();
        document.RegistryUrl.ShouldBe($"{registry.Host}/team");
        document.ImageName.ShouldBe($"{name}@sha256");
        document.ImageTag.ShouldBe(stored.ContentDigest);
        document.Flows.ShouldBe(new Dictionary<string, string> { ["Hello World"] = "/opt/flows/App.dll" });
        stored.Description.ShouldBe($"{registry.Host}/team/{name}@sha256:{stored.ContentDigest}");

        var config = await registry.ConfigAsync(Repository, "sha256:" + stored.ContentDigest);
        var settings = config.GetProperty("config");
        settings.GetProperty("Cmd").Strings().ShouldBe(["dotnet", "/opt/flows/App.dll", "execute", "flow-run"]);
        settings.TryGetProperty("Entrypoint", out _).ShouldBeFalse("the base's entrypoint would swallow the command");
        settings.GetProperty("WorkingDir").GetString().ShouldBe("/opt/flows");
        settings.GetProperty("Env").Strings().ShouldContain("GREETING=Ciao $USER \"x\"");
        settings.GetProperty("Env").Strings().ShouldContain("DOTNET_RUNNING_IN_CONTAINER=true");
        settings.GetProperty("Labels").GetProperty("io.flows.flow-name").GetString().ShouldBe("Hello World");
        config.GetProperty("rootfs").GetProperty("diff_ids").GetArrayLength().ShouldBe(3);
        config.GetProperty("history").GetArrayLength().ShouldBe(3);
        (await registry.StatusAsync(Repository, "v1")).ShouldBe(200);
        stored.ImageTags.ShouldNotBeNull().Count.ShouldBe(2);
        stored.ImageTags[0].ShouldMatch("^[0-9a-f]{12}$");
        settings.GetProperty("Labels").GetProperty("io.flows.content-digest").GetString().ShouldStartWith(stored.ImageTags[0]);
        stored.ImageTags[1].ShouldBe("v1");
    }

    [Fact]
    public async Task StoreAsync_Layers_ArePackagesThenProject()
    {
        using var setup = new StoreSetup().WithLogin(Required());
        using var program = new TestProgram();
        var stored = await setup.StoreAsync(await StorageAsync(setup), program);
        var manifest = await registry.ManifestAsync(Repository, "sha256:" + stored.ContentDigest);
        var layers = manifest.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("digest").GetString()!).ToList();

        (await EntriesAsync(layers[1])).ShouldBe(
            ["opt/", "opt/flows/", "opt/flows/Pack.dll", "opt/flows/de/", "opt/flows/de/Pack.resources.dll", "opt/flows/runtimes/", "opt/flows/runtimes/linux-x64/",
             "opt/flows/runtimes/linux-x64/native/", "opt/flows/runtimes/linux-x64/native/libpack.so"]);
        (await EntriesAsync(layers[2])).ShouldBe(
            ["opt/", "opt/flows/", "opt/flows/App.deps.json", "opt/flows/App.dll", "opt/flows/App.pdb", "opt/flows/App.runtimeconfig.json", "opt/flows/Helper.dll",
             "usr/", "usr/local/", "usr/local/bin/", "usr/local/bin/prefect"]);
    }

    [Fact]
    public async Task StoreAsync_SameContentInAnotherFolder_IsTheSameImage()
    {
        using var first = new StoreSetup().WithLogin(Required());
        using var second = new StoreSetup().WithLogin(registry);
        using var program = new TestProgram();
        using var copy = new TestProgram();
        foreach (var file in Directory.GetFiles(copy.Folder, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(30));
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        var one = await first.StoreAsync(await StorageAsync(first), program);
        var other = await second.StoreAsync(await StorageAsync(second), copy);
        other.ContentDigest.ShouldBe(one.ContentDigest);
        other.ImageTags.ShouldBe(one.ImageTags);
    }

    [Fact]
    public async Task StoreAsync_NothingChanged_UploadsNothing()
    {
        using var setup = new StoreSetup().WithLogin(Required());
        using var program = new TestProgram();
        var storage = await StorageAsync(setup);
        var one = await setup.StoreAsync(storage, program);
        var traffic = registry.Proxy.Watch(Repository);
        (await setup.StoreAsync(storage, program)).ContentDigest.ShouldBe(one.ContentDigest);
        traffic.UploadedBytes.ShouldBe(0);
        traffic.Requests.ShouldAllBe(r => r.Method == "GET" || r.Method == "HEAD");
    }

    [Fact]
    public async Task StoreAsync_OneLineChanged_UploadsProjectLayerConfigAndManifestOnly()
    {
        using var setup = new StoreSetup().WithLogin(Required());
        using var program = new TestProgram();
        var storage = await StorageAsync(setup);
        await setup.StoreAsync(storage, program);
        program.Write("App.dll", "the program, changed");
        var traffic = registry.Proxy.Watch(Repository);
        var stored = await setup.StoreAsync(storage, program);

        var manifest = await registry.ManifestAsync(Repository, "sha256:" + stored.ContentDigest);
        var sent = traffic.Requests.Where(r => r.Bytes > 0).ToList();
        sent.Where(r => r.Method == "PATCH").Select(r => r.Bytes).ShouldBe(
            [manifest.GetProperty("layers")[2].GetProperty("size").GetInt64(), manifest.GetProperty("config").GetProperty("size").GetInt64()]);
        sent.Where(r => r.Method == "PUT").ShouldAllBe(r => r.Path.Contains("/manifests/"));
        traffic.UploadedBytes.ShouldBeLessThan(12_000);
        setup.Progress.Steps.ShouldContain("Layer packages is already there");
    }

    [Fact]
    public async Task StoreAsync_BaseInTheSameRegistry_IsMountedAndNotUploaded()
    {
        using var setup = new StoreSetup().WithLogin(Required());
        using var program = new TestProgram();
        var storage = await StorageAsync(setup);
        var traffic = registry.Proxy.Watch(Repository);
        await setup.StoreAsync(storage, program);
        setup.Progress.Steps.ShouldContain(s => s.StartsWith("Layer base ") && s.EndsWith(" is taken over from base/runtime"));
        traffic.UploadedBytes.ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public async Task StoreAsync_ConnectionBreaks_SendsTheLayerAgain()
    {
        using var setup = new StoreSetup().WithLogin(Required());
        using var program = new TestProgram();
        var random = new byte[4_000_000];
        new Random(1).NextBytes(random);
        File.WriteAllBytes(Path.Combine(program.Folder, "data.bin"), random);
        var storage = await StorageAsync(setup);
        var traffic = registry.Proxy.Watch(Repository);
        registry.Proxy.BreakNextUpload(Repository, 3_000_000);
        var stored = await setup.StoreAsync(storage, program);

        var patches = traffic.Requests.Where(r => r is { Method: "PATCH", Bytes: > 500_000 }).ToList();
        patches.Select(p => p.Status).ShouldBe([0, 202]);
        (await registry.StatusAsync(Repository, "sha256:" + stored.ContentDigest)).ShouldBe(200);
    }

    [Fact]
    public async Task StoreAsync_OciBase_MakesAnOciImage()
    {
        using var setup = new StoreSetup().WithLogin(Required());
        using var program = new TestProgram();
        var stored = await setup.StoreAsync(await StorageAsync(setup, baseImage: await Bases.In(registry, oci: true)), program);
        var manifest = await registry.ManifestAsync(Repository, "sha256:" + stored.ContentDigest);
        manifest.GetProperty("mediaType").GetString().ShouldBe(MediaTypes.OciManifest);
        manifest.GetProperty("layers")[2].GetProperty("mediaType").GetString().ShouldBe(MediaTypes.OciLayer);
    }

    [Fact]
    public async Task StoreAsync_WrongPassword_SaysSoAndLeavesNothing()
    {
        using var setup = new StoreSetup().WithLogin(Required(), "hunter2");
        using var program = new TestProgram();
        var e = await setup.RefusalAsync(await StorageAsync(setup), program);
        e.Message.ShouldBe($"The registry {registry.Host} refused to take an image for team/{name}: it does not accept the password of 'ada'; run 'docker login {registry.Host}' again.");
        e.ToString().ShouldNotContain("hunter2");
        (await registry.StatusAsync(Repository, "v1")).ShouldBe(404);
    }

    [Fact]
    public async Task StoreAsync_NoLogin_SaysHow()
    {
        using var setup = new StoreSetup();
        using var program = new TestProgram();
        var e = await setup.RefusalAsync(await StorageAsync(setup), program);
        e.Message.ShouldContain("without credentials");
        e.Message.ShouldEndWith($"run 'docker login {registry.Host}'.");
    }

    [Fact]
    public async Task StoreAsync_BaseImageMissing_NamesItAndTheSetting()
    {
        using var setup = new StoreSetup().WithLogin(Required());
        using var program = new TestProgram();
        var e = await setup.RefusalAsync(await StorageAsync(setup, baseImage: $"{registry.Host}/base/none:1"), program);
        e.Message.ShouldBe(
            $"The base image {registry.Host}/base/none:1 is not in the registry {registry.Host}: check DockerStorage.BaseImage, or set docker.base_image (FLOWS__DOCKER__BASE_IMAGE).");
        (await registry.StatusAsync(Repository, "v1")).ShouldBe(404);
    }

    [Theory]
    [InlineData(BaseImageKind.WithoutShell, "has no shell (/bin/sh)")]
    [InlineData(BaseImageKind.WithoutRuntime, "has no .NET runtime ('dotnet' is not on its PATH), and the program needs Microsoft.NETCore.App 10.0.0")]
    public async Task StoreAsync_BaseCannotRunTheProgram_IsRefused(BaseImageKind kind, string what)
    {
        using var setup = new StoreSetup().WithLogin(Required());
        using var program = new TestProgram();
        var e = await setup.RefusalAsync(await StorageAsync(setup, baseImage: await Bases.In(registry, kind)), program);
        e.Message.ShouldStartWith($"The base image {registry.Host}/base/runtime:{kind.ToString().ToLowerInvariant()} {what}");
        (await registry.StatusAsync(Repository, "v1")).ShouldBe(404);
    }

    [Fact]
    public async Task StoreAsync_FrameworkMissing_NamesWhatIsThere()
    {
        using var setup = new StoreSetup().WithLogin(Required());
        using var program = new TestProgram();
        program.Frameworks(("Microsoft.NETCore.App", "10.0.0"), ("Microsoft.AspNetCore.App", "10.0.0"));
        (await setup.RefusalAsync(await StorageAsync(setup), program)).Message.ShouldContain("has no Microsoft.AspNetCore.App, and the program needs Microsoft.AspNetCore.App 10.0.0");
        program.Frameworks(("Microsoft.NETCore.App", "9.0.1"));
        (await setup.RefusalAsync(await StorageAsync(setup), program)).Message.ShouldContain("has Microsoft.NETCore.App 10.");
    }

    [Fact]
    public async Task StoreAsync_BaseSeenBefore_IsNotPulledAgain()
    {
        using var setup = new StoreSetup().WithLogin(Required());
        using var program = new TestProgram();
        await setup.StoreAsync(await StorageAsync(setup), program);
        Directory.Delete(Path.Combine(setup.CacheFolder, "blobs"), recursive: true);
        await setup.StoreAsync(await StorageAsync(setup), program);
        setup.Progress.Steps.Count(s => s.StartsWith("Pulling base layer", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task StoreAsync_SettingsOverrideTheProperties()
    {
        using var setup = new StoreSetup().WithLogin(Required()).WithSetting("docker.registry_url", $"http://{registry.Host}/other/").WithSetting("docker.base_image", await Bases.In(registry));
        using var program = new TestProgram();
        var stored = await setup.StoreAsync(new() { RegistryUrl = "registry.example.com", BaseImage = "example.com/none", ImageName = name, Credentials = setup.Credentials }, program);
        stored.Docker().RegistryUrl.ShouldBe($"{registry.Host}/other");
    }

    [Fact]
    public async Task StoreAsync_NothingListens_NamesTheRegistry()
    {
        using var setup = new StoreSetup();
        using var program = new TestProgram();
        var e = await setup.RefusalAsync(new() { RegistryUrl = "127.0.0.1:1", Credentials = setup.Credentials }, program);
        e.Message.ShouldBe("The registry 127.0.0.1:1 cannot be reached (Connection refused): check RegistryUrl and the network.");
    }

    [Fact]
    public async Task StoreAsync_CredentialHelperMissing_IsAStorageFailure()
    {
        using var setup = new StoreSetup();
        using var program = new TestProgram();
        Directory.CreateDirectory(setup.DockerConfigFolder);
        await File.WriteAllTextAsync(Path.Combine(setup.DockerConfigFolder, "config.json"), """{"credsStore": "flows-absent"}""");
        var e = await setup.RefusalAsync(new() { RegistryUrl = "127.0.0.1:1", Credentials = setup.Credentials }, program);
        e.Message.ShouldStartWith("The credential helper docker-credential-flows-absent");
    }

    [Fact]
    public async Task StoreAsync_CacheFolderCannotBeMade_NamesTheSetting()
    {
        using var setup = new StoreSetup().WithLogin(Required()).WithSetting("docker.cache_folder", "/dev/null/cache");
        using var program = new TestProgram();
        (await setup.RefusalAsync(await StorageAsync(setup), program)).Message.ShouldEndWith("the cache is in '/dev/null/cache' (setting docker.cache_folder).");
    }

    private RegistryFixture Required()
    {
        registry.Require();
        return registry;
    }

    private async Task<DockerStorage> StorageAsync(StoreSetup setup, Dictionary<string, string>? files = null, string? baseImage = null) => new()
    {
        RegistryUrl = Required().Host + "/team",
        ImageName = name,
        ImageTag = "v1",
        BaseImage = baseImage ?? await Bases.In(registry),
        Files = files ?? [],
        EnvironmentVariables = new Dictionary<string, string> { ["GREETING"] = "Ciao $USER \"x\"" },
        Credentials = setup.Credentials,
    };

    private async Task<IReadOnlyList<string>> EntriesAsync(string digest)
    {
        using var blob = new MemoryStream(await registry.BlobAsync(Repository, digest));
        await using var archive = new GZipStream(blob, CompressionMode.Decompress);
        await using var reader = new TarReader(archive);
        var names = new List<string>();
        while (await reader.GetNextEntryAsync() is { } entry)
            names.Add(entry.Name);
        return names;
    }
}
