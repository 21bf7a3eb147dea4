using BenchmarkDotNet.Running;
using Flows.Bench;

// `engine` compares the engine with bare .NET in this process, in under a minute; everything else is BenchmarkDotNet's.
return args switch
{
    ["engine", .. var options] => await EngineCommand.RunAsync(options),
    _ => BenchmarkSwitcher.FromAssembly(typeof(EngineCommand).Assembly).Run(args).Any() ? 0 : 2,
};
