using Flows;
using Flows.AotCheck;

// With arguments this is HelloFlow as its users have it; without, the language is tried where there is no reflection.
return args.Length > 0 ? await FlowHost.RunAsync(args, HelloFlow.Create()) : await Checks.RunAsync();
