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

    private ImageProgram Read() => ImageProgram.Read(program.Folder, program.AssemblyFile);

    private IEnumerable<LayerEntry> Entries() => Read().Layers(new Dictionary<string, string>(), Place).SelectMany(l => l.Entries);

    private string Script() => Entries().OfType<LayerText>().Single(e => e.Path == "/usr/local/bin/prefect").Text;
}
