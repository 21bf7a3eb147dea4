using Flows;
using Flows.TestFlows;

return await FlowHost.RunAsync(args, [.. TestFlows.All.Select(f => f.WithStorage(new LocalStorage()).WithRunConfig(new LocalRun { Labels = ["desk"] }))]);
