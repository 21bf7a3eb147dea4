using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Flows.Bench.Start;

/// <summary>Measures how long a cold program takes from its start to its end: HelloFlow beside a program that prints one word.</summary>
internal static class StartCommand
{
    private const int Rounds = 15;

    public static async Task<int> RunAsync(string[] options)
    {
        if (options is not ([] or ["--json"]))
        {
            await Console.Error.WriteLineAsync("Usage: start [--json]").ConfigureAwait(false);
            return 2;
        }

        string[] bare = [Built("Flows.Bench.Bare")], hello = [Built("HelloFlow"), "run"];
        if (new[] { bare[0], hello[0] }.FirstOrDefault(static f => !File.Exists(f)) is { } missing)
        {
            await Console.Error.WriteLineAsync($"'{missing}' is not built: dotnet build -c Release samples/HelloFlow, and bench/Flows.Bench.Bare.").ConfigureAwait(false);
            return 1;
        }

        List<double> bareTimes = [], helloTimes = [];
        for (var round = -1; round < Rounds; round++)
        {
            // Interleaved, so that a busy moment of the machine falls on both alike. The first round fills the caches of the disk.
            var (bareTime, helloTime) = (await TimeAsync(bare).ConfigureAwait(false), await TimeAsync(hello).ConfigureAwait(false));
            if (round < 0) continue;
            bareTimes.Add(bareTime);
            helloTimes.Add(helloTime);
        }
        var (bareMedian, helloMedian) = (Median(bareTimes), Median(helloTimes));
        Console.WriteLine(options is []
            ? $"bare {bareMedian:F0} ms, HelloFlow {helloMedian:F0} ms: {helloMedian - bareMedian:F0} ms more (medians of {Rounds} interleaved rounds; least {bareTimes.Min():F0} and {helloTimes.Min():F0} ms)"
            : new JsonObject
            {
                ["rounds"] = Rounds,
                ["bare_ms"] = Math.Round(bareMedian, 1),
                ["hello_flow_ms"] = Math.Round(helloMedian, 1),
                ["more_ms"] = Math.Round(helloMedian - bareMedian, 1),
                ["least_more_ms"] = Math.Round(helloTimes.Min() - bareTimes.Min(), 1),
            }.ToJsonString());
        return 0;
    }

    /// <summary>The program of a project, as it was built beside this one.</summary>
    private static string Built(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, project + ".dll");
    }

    private static async Task<double> TimeAsync(string[] command)
    {
        var start = new ProcessStartInfo("dotnet", command) { RedirectStandardOutput = true, RedirectStandardError = true };
        var begun = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().ConfigureAwait(false);
        var time = TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds;
        await output.ConfigureAwait(false);
        return process.ExitCode == 0 ? time : throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {process.ExitCode}: {await error.ConfigureAwait(false)}");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
