// An agent of the API that the first argument names, called as the second says, until the process is ended.
using Flows.Agents;
using Flows.Client;
using Flows.TestAgent;
using Microsoft.Extensions.Logging.Abstractions;

using var client = new FlowsClient(new() { Api = new(args[0]), Patient = true });
await using var launcher = new PlayedRuns(client);
await new Agent(client, launcher, new() { Name = args[1], MaxParallelSubmits = 8 }, NullLoggerFactory.Instance, TimeProvider.System).RunAsync(CancellationToken.None);
