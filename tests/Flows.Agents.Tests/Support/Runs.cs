using Flows.Client.Agents;
using Flows.States;
using Flows.Wire;

namespace Flows.Agents.Tests.Support;

/// <summary>Runs to start.</summary>
internal static class Runs
{
    public static QueuedFlowRun Of(StorageDocument? storage, RunConfigDocument? config = null, string name = "tidy-otter") => new()
    {
        Id = "run-1",
        Name = name,
        Version = 1,
        State = new Scheduled(),
        RunConfig = config,
        Flow = new() { Id = "flow-1", Name = "Hello", Version = 3, Storage = storage, CoreVersion = "1.4.1" },
    };

    public static LocalStorageDocument Local(string program) => new() { Directory = Path.GetDirectoryName(program), Flows = new Dictionary<string, string> { ["Hello"] = program } };

    public static DockerStorageDocument Docker(string registry = "reg:5000", string image = "hello", string tag = "1.0") => new()
    {
        RegistryUrl = registry,
        ImageName = image,
        ImageTag = tag,
        Flows = new Dictionary<string, string> { ["Hello"] = "/opt/flows/HelloFlow.dll" },
    };

    public static ModuleStorageDocument Module(string module) => new() { Module = module, Flows = new Dictionary<string, string> { ["Hello"] = module } };
}
