using System.CommandLine;
using Flows.Cli.Servers;
using Flows.Server;

namespace Flows.Cli.Commands;

/// <summary><c>flows server start</c></summary>
internal sealed class ServerStartCommand : CliCommand
{
    private readonly ServerOptions options = new();
    private readonly ForeignServerOptions foreign = new();
    private readonly Option<bool> detach = new("--detach", "-d") { Description = "Starts the server in the background and returns once it listens; `flows server stop` ends it." };
    private readonly Option<string?> log = new("--log-file") { Description = "With --detach: where the server writes its log. [default: ~/.flows/servers/PORT.log]", HelpName = "FILE" };
    private readonly LogSettings logging = new();
    private readonly Option<bool> quiet = new("--hide-welcome") { Description = "Does not print where the server is." };
    private readonly Option<bool> json = CommonOptions.Json();

    public ServerStartCommand(CliEnvironment environment)
        : base(
            environment, "start", "Starts the server and runs until Ctrl-C or SIGTERM.",
            "flows server start", "flows server start --detach", "flows server start --expose --tls-certificate server.pem --tls-key server.key",
            "flows server start --port 5200 --ui-port 5280 --database ./flows.db")
    {
        options.AddTo(this);
        logging.AddTo(this);
        foreach (var option in (Option[])[detach, log, quiet, json]) Add(option);
        foreign.AddTo(this);
        Validators.Add(line =>
        {
            if (line.GetResult(log) is not null && line.GetResult(detach) is null) line.AddError("--log-file goes with --detach; without it the log is on the console, from where it can be redirected.");
        });
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        await foreign.WarnAsync(Process, line);
        return line.GetValue(detach) ? await StartInBackgroundAsync(line, stop) : await ServeAsync(line, stop);
    }

    private async Task<int> StartInBackgroundAsync(ParseResult line, CancellationToken stop)
    {
        var records = new ServerRecords(Process.Sources);
        var file = Path.GetFullPath(line.GetValue(log) ?? Path.Combine(records.Folder, $"{options.Port(line)}.log"), Process.CurrentFolder);
        Option[] own = [detach, log, quiet, json];
        // The welcome comes from here, so what the server writes is what there is to know besides, such as the first key.
        var (server, said) = await Background.StartServerAsync(Process, ["server", "start", "--hide-welcome", .. GivenOptions.Of(line, o => !own.Contains(o))], file, stop);
        if (said.Length > 0) await Process.Error.WriteLineAsync(said);
        await TellAsync(line, server, $"Its process is {server.Pid}, its log {server.Log}; `flows server stop --port {server.Api.Port}` ends it.");
        return ExitCodes.Ok;
    }

    private async Task<int> ServeAsync(ParseResult line, CancellationToken stop)
    {
        using var loggers = logging.Open(line, Process);
        var settings = options.Read(line, Process, loggers);
        await using var server = FlowsServer.Create(settings);
        await server.StartAsync(stop);
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        var record = new ServerRecord
        {
            Pid = self.Id,
            Begun = self.StartTime.ToUniversalTime(),
            Api = server.ApiUri,
            Ui = server.UiUri,
            Database = ServerOptions.Describe(settings.Database),
        };
        await TellAsync(line, record, "Ctrl-C ends it.");
        if (server.FirstApiKey is { } key)
            await (line.GetValue(json) ? Process.Error : Output).WriteLineAsync(
                $"The first API key, for everything and shown only now: {key}{Environment.NewLine}`flows auth login --key KEY` keeps it for this user, `flows server key create` makes others.");
        await Output.FlushAsync(stop);
        // Last: whoever started the server in the background waits for it, and reads what was written until then.
        using var note = new ServerRecords(Process.Sources).Add(record);
        await WaitAsync(stop);
        await server.StopAsync(CancellationToken.None);
        if (!line.GetValue(json)) await Output.WriteLineAsync("The server has stopped.");
        return ExitCodes.Ok;
    }

    private async Task TellAsync(ParseResult line, ServerRecord server, string end)
    {
        if (line.GetValue(json) || !line.GetValue(quiet)) await AnswerAsync(line.GetValue(json), server, ServerBanner.Of(server, end));
    }

    private static async Task WaitAsync(CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(stopped.SetResult);
        await stopped.Task;
    }
}
