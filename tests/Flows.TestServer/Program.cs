// Serves the database that the first argument names, until the process is killed.
using Flows.Server;

await using var server = FlowsServer.Create(new() { ApiPort = 0, UiPort = 0, Database = args[0] });
await server.StartAsync();
Console.WriteLine(server.ApiUri);
await new TaskCompletionSource().Task;
