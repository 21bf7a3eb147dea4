using System.Diagnostics;

namespace Flows.Bench.Server;

/// <summary>Eight connections that ask the same kind of question again and again, beside one that asks for a static page.</summary>
/// <param name="Name">What is asked.</param>
/// <param name="Requests">The requests; each connection goes round them from a place of its own.</param>
internal sealed record ReadLoad(string Name, IReadOnlyList<byte[]> Requests)
{
    private const int Connections = 8;

    /// <summary>Between two looks at the static page, so that they are no load of their own.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public async Task<Round> RunAsync(Served served, TimeSpan time)
    {
        using var stop = new CancellationTokenSource();
        var page = HttpLine.Get("/");
        var answers = Enumerable.Range(0, Connections).Select(n => Task.Run(() => AskAsync(served.Api, n, stop.Token))).ToList();
        var probe = Task.Run(() => AskAsync(served.Ui, [page], 0, Pause, stop.Token));
        var before = served.ProcessorSeconds;
        var started = Stopwatch.GetTimestamp();
        await Task.Delay(time, TimeProvider.System).ConfigureAwait(false);
        var (elapsed, used) = (Stopwatch.GetElapsedTime(started), served.ProcessorSeconds - before);
        await stop.CancelAsync().ConfigureAwait(false);
        var all = new Latencies();
        foreach (var answer in answers) all.AddRange(await answer.ConfigureAwait(false));
        var statics = await probe.ConfigureAwait(false);
        return new(all, statics, all.Count / elapsed.TotalSeconds, used * 1000 / all.Count);
    }

    private Task<Latencies> AskAsync(Uri server, int first, CancellationToken stop) => AskAsync(server, Requests, first * 7, TimeSpan.Zero, stop);

    private static async Task<Latencies> AskAsync(Uri server, IReadOnlyList<byte[]> requests, int first, TimeSpan pause, CancellationToken stop)
    {
        var latencies = new Latencies();
        using var line = await HttpLine.OpenAsync(server).ConfigureAwait(false);
        for (var n = first; !stop.IsCancellationRequested; n++)
        {
            var started = Stopwatch.GetTimestamp();
            await line.AskAsync(requests[n % requests.Count]).ConfigureAwait(false);
            latencies.Add(started);
            if (pause > TimeSpan.Zero) await Task.Delay(pause, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        }
        return latencies;
    }

    /// <summary>One round of a load.</summary>
    /// <param name="Latencies">Of the questions.</param>
    /// <param name="Static">Of the static page meanwhile: what the machine and the load alone cost.</param>
    /// <param name="PerSecond">Questions a second.</param>
    /// <param name="ProcessorMilliseconds">Processor time of server and database for each question.</param>
    internal sealed record Round(Latencies Latencies, Latencies Static, double PerSecond, double ProcessorMilliseconds);
}
