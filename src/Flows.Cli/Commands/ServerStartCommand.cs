using System.CommandLine;
using Flows.Cli.Output;
using Flows.Server;

namespace Flows.Cli.Commands;

/// <summary><c>flows server start</c></summary>
internal sealed class ServerStartCommand : CliCommand
{
    private static readonly FlowsServerOptions Defaults = new();

    private readonly Option<string> host = new("--host") { Description = "The address to listen on.", HelpName = "ADDRESS", DefaultValueFactory = _ => Defaults.Host };
    private readonly Option<int> port = new("--port") { Description = "The port of the API.", HelpName = "NUMBER", DefaultValueFactory = _ => Defaults.ApiPort };
    private readonly Option<int> uiPort = new("--ui-port") { Description = "The port of the dashboard.", HelpName = "NUMBER", DefaultValueFactory = _ => Defaults.UiPort };
    private readonly Option<bool> expose = new("--expose") { Description = "Listens on all addresses; then set a key as FLOWS__SERVER__API_KEY." };
    private readonly Option<bool> insecure = new("--insecure") { Description = "Lets everybody in when the server is exposed without a key." };
    private readonly Option<string?> database = new("--database") { Description = $"The SQLite file (setting server.database). [default: {Defaults.Database}]", HelpName = "FILE" };

    public ServerStartCommand(CliEnvironment environment)
        : base(
            environment, "start", "Starts the server and runs until Ctrl-C or SIGTERM.",
            "flows server start", "FLOWS__SERVER__API_KEY=secret flows server start --expose", "flows server start --port 5200 --ui-port 5280 --database ./flows.db")
    {
        foreach (var option in (Option[])[host, port, uiPort, expose, insecure, database]) Add(option);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var configuration = Process.LoadConfiguration();
        using var loggers = new LineLoggers(Process.Error, Microsoft.Extensions.Logging.LogLevel.Warning, Process.TimeProvider);
        var options = new FlowsServerOptions
        {
            Host = line.GetRequiredValue(host),
            ApiPort = line.GetRequiredValue(port),
            UiPort = line.GetRequiredValue(uiPort),
            Expose = line.GetValue(expose),
            Insecure = line.GetValue(insecure),
            ApiKey = configuration["server.api_key"] is { Length: > 0 } key ? key : null,
            Database = line.GetValue(database) ?? (configuration["server.database"] is { Length: > 0 } file ? file : Defaults.Database),
            TimeProvider = Process.TimeProvider,
            LoggerFactory = loggers,
        };
        await using var server = FlowsServer.Create(options);
        await server.StartAsync(stop);
        await Output.WriteLineAsync(
            $"""
            Flows server {FlowsServer.Version} is running. Ctrl-C ends it.
              API:       {server.ApiUri} (GraphQL: {new Uri(server.ApiUri, "graphql")})
              Dashboard: {server.UiUri}
              Database:  {Path.GetFullPath(options.Database)}
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
