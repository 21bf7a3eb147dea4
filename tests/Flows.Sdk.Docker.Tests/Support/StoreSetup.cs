using Flows.Docker;
using Flows.Docker.Credentials;
using Flows.Storage;
using Flows.TestKit.Registry;
using Flows.Wire;

namespace Flows.Sdk.Docker.Tests.Support;

/// <summary>What one registration needs: a docker configuration, a cache and settings of its own.</summary>
internal sealed class StoreSetup : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("flows-store-");
    private readonly Dictionary<string, string> settings = [];

    public StoreSetup() => settings["docker.cache_folder"] = Path.Combine(folder.FullName, "cache");

    public RecordedProgress Progress { get; } = new();

    public DockerCredentials Credentials => new(DockerConfigFolder);

    public string DockerConfigFolder => Path.Combine(folder.FullName, "docker");

    public string CacheFolder => settings["docker.cache_folder"];

    public StoreSetup WithLogin(RegistryFixture registry, string? password = null)
    {
        registry.WriteDockerConfig(DockerConfigFolder, password);
        return this;
    }

    public StoreSetup WithSetting(string key, string value)
    {
        settings[key] = value;
        return this;
    }

    public StorageRequest Request(string folder, string assemblyFile, string flowName = "Hello World") => new()
    {
        FlowName = flowName,
        ProgramFolder = folder,
        AssemblyFile = assemblyFile,
        Setting = key => settings.GetValueOrDefault(key),
        Progress = Progress,
    };

    public Task<StoredFlow> StoreAsync(DockerStorage storage, TestProgram program) =>
        storage.StoreAsync(Request(program.Folder, program.AssemblyFile), TestContext.Current.CancellationToken);

    public Task<FlowStorageException> RefusalAsync(DockerStorage storage, TestProgram program) =>
        Should.ThrowAsync<FlowStorageException>(() => StoreAsync(storage, program));

    public void Dispose() => folder.Delete(recursive: true);
}

internal static class StoredFlows
{
    public static DockerStorageDocument Docker(this StoredFlow stored) => stored.Document.ShouldBeOfType<DockerStorageDocument>();
}
