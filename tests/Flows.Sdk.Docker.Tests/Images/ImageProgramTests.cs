using Flows.Docker.Images;
using Flows.Sdk.Docker.Tests.Support;
using Flows.Storage;

namespace Flows.Sdk.Docker.Tests.Images;

public sealed class ImageProgramTests : IDisposable
{
    private static readonly FilePlacer Place = new(BaseImageFacts.From(new ImageTree(), []));
    private readonly TestProgram program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public void Start_FrameworkDependent_IsDotnet()
    {
        Read().Start.ShouldBe(["dotnet", "/opt/flows/App.dll"]);
        Script().ShouldBe("#!/bin/sh\nexec dotnet '/opt/flows/App.dll' \"$@\"\n");
    }

    [Fact]
    public void Start_SelfContained_IsTheLauncher()
    {
        program.Frameworks();
        program.Write("App", "ELF");
        Read().Start.ShouldBe(["/opt/flows/App"]);
        Read().Frameworks.ShouldBeEmpty();
        Entries().Single(e => e.Path == "/opt/flows/App").Mode.ShouldBe(LayerEntry.ExecutableMode);
        Script().ShouldBe("#!/bin/sh\nexec '/opt/flows/App' \"$@\"\n");
    }

    [Fact]
    public void Read_SelfContainedForAnotherSystem_IsRefused()
    {
        program.Frameworks();
        program.Write("App.exe", "MZ");
        Should.Throw<FlowStorageException>(() => Read()).Message.ShouldContain("self-contained program without its Linux launcher 'App'");
    }

    [Fact]
    public void Read_NoRuntimeConfig_NamesTheFile()
    {
        File.Delete(Path.Combine(program.Folder, "App.runtimeconfig.json"));
        Should.Throw<FlowStorageException>(() => Read()).Message.ShouldContain("App.runtimeconfig.json");
    }

    [Fact]
    public void Read_MalformedDependencyFile_NamesTheFile()
    {
        var file = program.Write("App.deps.json", "{}");
        Should.Throw<FlowStorageException>(() => Read()).Message.ShouldContain(file);
    }

    [Fact]
    public void Layers_NoPackages_AreOneLayer()
    {
        File.Delete(Path.Combine(program.Folder, "App.deps.json"));
        Read().Layers(new Dictionary<string, string>(), Place).Select(l => l.Name).ShouldBe(["project"]);
    }

    [Fact]
    public void Layers_NativePartsOfPackagesForOtherSystems_AreLeftOut()
    {
        string[] parts = ["runtimes/linux-x64/native/libpack.so", "runtimes/unix/lib/net10.0/Pack.dll", "runtimes/win-x64/native/pack.dll", "runtimes/osx/native/libpack.dylib"];
        foreach (var part in parts) program.Write(part, "native");
        program.Write("runtimes/win-x64/mine.txt", "the author's own");
        var targets = string.Join(", ", parts.Select(p => $"\"{p}\": {{}}"));
        program.Write("App.deps.json", $$"""
            {"targets": {"net": {"Pack/2.0.0": {"runtimeTargets": { {{targets}} } } } }, "libraries": {"Pack/2.0.0": {"type": "package"} } }
            """);

        Entries().OfType<LayerFile>().Select(e => e.Path).Where(p => p.StartsWith("/opt/flows/runtimes/", StringComparison.Ordinal)).ShouldBe(
            ["/opt/flows/runtimes/linux-x64/native/libpack.so", "/opt/flows/runtimes/unix/lib/net10.0/Pack.dll", "/opt/flows/runtimes/win-x64/mine.txt"]);
    }

    [Fact]
    public void Layers_AssembliesMarkedAsExecutable_AreNot()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such mark.");
        File.SetUnixFileMode(Path.Combine(program.Folder, "Pack.dll"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(program.Write("tool", "#!/bin/sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Entries().Single(e => e.Path == "/opt/flows/Pack.dll").Mode.ShouldBe(LayerEntry.ModeOf(isExecutable: false));
        Entries().Single(e => e.Path == "/opt/flows/tool").Mode.ShouldBe(LayerEntry.ExecutableMode);
    }

    private ImageProgram Read() => ImageProgram.Read(program.Folder, program.AssemblyFile);

    private IEnumerable<LayerEntry> Entries() => Read().Layers(new Dictionary<string, string>(), Place).SelectMany(l => l.Entries);

    private string Script() => Entries().OfType<LayerText>().Single(e => e.Path == "/usr/local/bin/prefect").Text;
}
