using Flows.Cli;

using var signals = new StopSignals();
return await FlowsTool.RunAsync(args, new CliEnvironment(), signals.Token);
