using System.CommandLine;
using Flows.Cli.Programs;
using Flows.Cli.Servers;

namespace Flows.Cli.Commands;

/// <summary><c>flows server stop</c></summary>
internal sealed class ServerStopCommand : CliCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Option<int?> port = new("--port") { Description = "The port of its API, when several run.", HelpName = "NUMBER" };
    private readonly Option<bool> all = new("--all") { Description = "Stops all servers that you started on this machine." };
    private readonly Option<bool> json = CommonOptions.Json();

    public ServerStopCommand(CliEnvironment environment)
        : base(environment, "stop", "Stops a server that you started on this machine, in order.", "flows server stop", "flows server stop --port 4200")
    {
        foreach (var option in (Option[])[port, all, json]) Add(option);
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var servers = Choose(new ServerRecords(Process.Sources).Running(), line);
        foreach (var server in servers) await StopAsync(server, stop);
        await AnswerAsync(line.GetValue(json), servers, string.Join(Environment.NewLine, servers.Select(s => $"The server at {s.Api} has stopped.")));
        return ExitCodes.Ok;
    }

    private IReadOnlyList<ServerRecord> Choose(IReadOnlyList<ServerRecord> running, ParseResult line)
    {
        if (line.GetValue(port) is { } wanted)
            return running.FirstOrDefault(s => s.Api.Port == wanted) is { } one ? [one] : throw new CliException($"No server that you started on this machine has the port {wanted}; {Describe(running)}.");
        return running switch
        {
            [] => throw new CliException("No server that you started on this machine is running."),
            [var only] => [only],
            _ => line.GetValue(all) ? running : throw new CliException($"{Describe(running)}: say which with --port, or --all."),
        };
    }

    private static string Describe(IReadOnlyList<ServerRecord> running) =>
        running.Count == 0 ? "none is running" : $"{running.Count} {(running.Count == 1 ? "is" : "are")} running, with the port{(running.Count == 1 ? "" : "s")} {string.Join(", ", running.Select(s => s.Api.Port))}";

    private async Task StopAsync(ServerRecord server, CancellationToken stop)
    {
        using var process = server.Find();
        if (process is null) return;
        Signals.Terminate(process);
        using var patience = new CancellationTokenSource(Patience, Process.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new CliException($"The server at {server.Api} (process {server.Pid}) was told to stop, but still runs after {Patience.TotalSeconds:0} seconds: it may be finishing a long answer.");
        }
    }
}
