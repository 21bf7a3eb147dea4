using Flows;
using Flows.Docker;
using Flows.Storage;
using Flows.TestFlows;

// Local unless the command line asks for an image.
FlowStorage storage = args.Contains("docker") ? new DockerStorage { ImageName = "test_flows" } : new LocalStorage();
return await FlowHost.RunAsync(args, [.. TestFlows.All.Select(f => f.WithStorage(storage).WithRunConfig(new LocalRun { Labels = ["desk"] }))]);
