using BenchmarkDotNet.Running;
using Flows.Bench;
using Flows.Bench.Start;

// `engine` compares the engine with bare .NET in this process, in under a minute; `start` compares a cold HelloFlow with a bare program;
// everything else is BenchmarkDotNet's.
return args switch
{
    ["engine", .. var options] => await EngineCommand.RunAsync(options),
    ["start", .. var options] => await StartCommand.RunAsync(options),
    _ => BenchmarkSwitcher.FromAssembly(typeof(EngineCommand).Assembly).Run(args).Any() ? 0 : 2,
};
