using System.CommandLine;
using Flows.Cli.Output;
using Flows.Cli.Servers;
using Flows.Server;

namespace Flows.Cli.Commands;

/// <summary><c>flows server start</c></summary>
internal sealed class ServerStartCommand : CliCommand
{
    private readonly ServerOptions options = new();

    public ServerStartCommand(CliEnvironment environment)
        : base(
            environment, "start", "Starts the server and runs until Ctrl-C or SIGTERM.",
            "flows server start", "FLOWS__SERVER__API_KEY=secret flows server start --expose", "flows server start --port 5200 --ui-port 5280 --database ./flows.db") => options.AddTo(this);

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        using var loggers = new LineLoggers(Process.Error, Microsoft.Extensions.Logging.LogLevel.Warning, Process.TimeProvider);
        var settings = options.Read(line, Process, loggers);
        await using var server = FlowsServer.Create(settings);
        await server.StartAsync(stop);
        await Output.WriteLineAsync(
            $"""
            Flows server {FlowsServer.Version} is running. Ctrl-C ends it.
              API:       {server.ApiUri} (GraphQL: {new Uri(server.ApiUri, "graphql")})
              Dashboard: {server.UiUri}
              Database:  {Path.GetFullPath(settings.Database)}
            """);
        await Output.FlushAsync(stop);
        await WaitAsync(stop);
        await server.StopAsync(CancellationToken.None);
        await Output.WriteLineAsync("The server has stopped.");
        return ExitCodes.Ok;
    }

    private static async Task WaitAsync(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(stopped.SetResult);
        await stopped.Task;
    }
}
