using BenchmarkDotNet.Running;
using Flows.Bench;
using Flows.Bench.Server;
using Flows.Bench.Start;

// `engine` compares the engine with bare .NET in this process, in under a minute; `start` compares a cold HelloFlow with a bare program;
// `server` measures the server on both databases, and Hangfire beside it;
// everything else is BenchmarkDotNet's.
return args switch
{
    ["engine", .. var options] => await EngineCommand.RunAsync(options),
    ["start", .. var options] => await StartCommand.RunAsync(options),
    ["server", .. var options] => await ServerCommand.RunAsync(options),
    // The process that `server` measures.
    ["serve", var database] => await Served.RunAsync(database),
    _ => BenchmarkSwitcher.FromAssembly(typeof(EngineCommand).Assembly).Run(args).Any() ? 0 : 2,
};
