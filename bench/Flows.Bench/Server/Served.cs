using System.Diagnostics;
using Flows.Server;

namespace Flows.Bench.Server;

/// <summary>A server in a process of its own.</summary>
internal sealed class Served : IDisposable
{
    /// <summary>What an exposed server is started with.</summary>
    public const string AdminKey = "the-key-of-the-bench";

    private readonly Process process;
    private readonly int? databaseProcess;

    private Served(Process process, int? databaseProcess, Uri api, Uri ui, TimeSpan startTime)
    {
        this.process = process;
        this.databaseProcess = databaseProcess;
        (Api, Ui, StartTime) = (api, ui, startTime);
    }

    public Uri Api { get; }

    public Uri Ui { get; }

    /// <summary>From the start of the process to the first answer.</summary>
    public TimeSpan StartTime { get; }

    public double AnonymousMegabytes => ProcessorTime.AnonymousMegabytes(process.Id);

    /// <summary>Seconds of processor time of the server and of PostgreSQL together.</summary>
    public double ProcessorSeconds => ProcessorTime.OfTree(process.Id) + (databaseProcess is { } id ? ProcessorTime.OfTree(id) : 0);

    /// <summary>What the process does: serves until its input ends.</summary>
    public static async Task<int> RunAsync(string database)
    {
        await using var server = FlowsServer.Create(new() { ApiPort = 0, UiPort = 0, Database = database, Expose = true, ApiKey = AdminKey });
        await server.StartAsync().ConfigureAwait(false);
        Console.WriteLine($"{server.ApiUri} {server.UiUri}");
        while (await Console.In.ReadLineAsync().ConfigureAwait(false) is not null) { }
        return 0;
    }

    public static async Task<Served> StartAsync(string database, int? databaseProcess)
    {
        var started = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["serve", database]) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync().ConfigureAwait(false) ?? throw new InvalidOperationException("The server did not start.");
        var addresses = line.Split(' ').Select(a => new Uri(a)).ToArray();
        using var http = await HttpLine.OpenAsync(addresses[0]).ConfigureAwait(false);
        await http.AskAsync(HttpLine.Post("""{"query":"{hello}"}""", AdminKey)).ConfigureAwait(false);
        return new(process, databaseProcess, addresses[0], addresses[1], Stopwatch.GetElapsedTime(started));
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(20))) process.Kill();
        process.Dispose();
    }
}
