using System.Globalization;
using System.Text.Json.Nodes;

namespace Flows.Bench.Server;

/// <summary>Measures a server with a year's rows on SQLite and on PostgreSQL, and Hangfire on that PostgreSQL, in one run.</summary>
internal static class ServerCommand
{
    private const string Usage = "Usage: server [--json] [--runs NUMBER] [--seconds NUMBER] [--only sqlite|postgres]";
    private const int Rounds = 4;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var (json, runs, seconds, only) = (false, 100_000, 3.0, "");
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            if (arguments[i] == "--json") json = true;
            else if (arguments[i] == "--runs" && int.TryParse(value, CultureInfo.InvariantCulture, out runs)) i++;
            else if (arguments[i] == "--seconds" && double.TryParse(value, CultureInfo.InvariantCulture, out seconds)) i++;
            else if (arguments[i] == "--only" && value is "sqlite" or "postgres") only = arguments[++i];
            else return await FailAsync().ConfigureAwait(false);
        }
        var time = TimeSpan.FromSeconds(seconds);
        var answer = new JsonObject { ["processors"] = Environment.ProcessorCount, ["flow_runs"] = runs };
        await using var databases = await Databases.StartAsync(runs, only != "sqlite").ConfigureAwait(false);
        if (only != "postgres") answer["sqlite"] = await MeasureAsync(await databases.SqliteAsync(runs).ConfigureAwait(false), null, runs, time).ConfigureAwait(false);
        if (only != "sqlite")
        {
            answer["postgres"] = await MeasureAsync(databases.Postgres, databases.PostgresProcess, runs, time).ConfigureAwait(false);
            answer["hangfire_jobs_per_second"] = Math.Round(await HangfirePeer.RunAsync(databases.PostgresConnection, 3000).ConfigureAwait(false));
        }
        Console.WriteLine(answer.ToJsonString(new() { WriteIndented = !json }));
        return 0;
    }

    private static async Task<JsonObject> MeasureAsync(string database, int? databaseProcess, int runs, TimeSpan time)
    {
        await Console.Error.WriteLineAsync($"{(databaseProcess is null ? "SQLite" : "PostgreSQL")}: filling ...").ConfigureAwait(false);
        await Dataset.EnsureAsync(database, runs).ConfigureAwait(false);
        using var served = await Served.StartAsync(database, databaseProcess).ConfigureAwait(false);
        using var line = await HttpLine.OpenAsync(served.Api).ConfigureAwait(false);
        // As a client of a team has it: a key of one tenant that may run flows.
        var key = (await new Ask(line, Served.AdminKey).MutateAsync("create_api_key", new() { ["name"] = "bench", ["scope"] = "run" }, "key").ConfigureAwait(false)).GetProperty("key").GetString()!;
        var ask = new Ask(line, key);
        await Console.Error.WriteLineAsync("Reading ...").ConfigureAwait(false);
        var reads = await ReadAsync(served, await new Questions(ask, key).AllAsync().ConfigureAwait(false), time).ConfigureAwait(false);
        await Console.Error.WriteLineAsync($"{reads.ToJsonString()}{Environment.NewLine}Writing ...").ConfigureAwait(false);
        var flow = await BenchFlow.RegisterAsync(ask).ConfigureAwait(false);
        await WriteLoad.RunAsync(served, flow, key, time / 3).ConfigureAwait(false);
        var (transitions, writes) = await WriteLoad.RunAsync(served, flow, key, time * 2).ConfigureAwait(false);
        var logs = await LogLoad.RunAsync(served, flow, key, time).ConfigureAwait(false);
        await Console.Error.WriteLineAsync($"{transitions:0} transitions/s, {logs:0} log rows/s{Environment.NewLine}Running ...").ConfigureAwait(false);
        var finished = await RunLoad.RunAsync(served, flow, key, 3000).ConfigureAwait(false);
        var late = await DueLoad.RunAsync(served, flow, key, 40).ConfigureAwait(false);
        return new()
        {
            ["start_ms"] = Math.Round(served.StartTime.TotalMilliseconds),
            ["reads"] = reads,
            ["state_transitions_per_second"] = Math.Round(transitions),
            ["state_transition_p50_ms"] = Math.Round(writes.At(0.5), 1),
            ["state_transition_p99_ms"] = Math.Round(writes.At(0.99), 1),
            ["log_rows_per_second"] = Math.Round(logs),
            ["runs_created_claimed_finished_per_second"] = Math.Round(finished),
            ["due_run_late_p50_ms"] = Math.Round(late.At(0.5), 1),
            ["due_run_late_p95_ms"] = Math.Round(late.At(0.95), 1),
            ["anonymous_mb"] = Math.Round(served.AnonymousMegabytes),
        };
    }

    private static async Task<JsonObject> ReadAsync(Served served, IReadOnlyList<ReadLoad> loads, TimeSpan time)
    {
        foreach (var load in loads) await load.RunAsync(served, time / 3).ConfigureAwait(false);
        var rounds = loads.ToDictionary(l => l.Name, _ => new List<ReadLoad.Round>());
        for (var n = 0; n < Rounds; n++)
            foreach (var load in loads)
                rounds[load.Name].Add(await load.RunAsync(served, time).ConfigureAwait(false));
        return new(rounds.Select(r => KeyValuePair.Create<string, JsonNode?>(r.Key, Describe(r.Value))));
    }

    // The best of the rounds: the others had more of the neighbours. Processor time is what can be compared between machines and days.
    private static JsonObject Describe(IReadOnlyList<ReadLoad.Round> rounds)
    {
        var best = rounds.MinBy(r => r.Latencies.At(0.5))!;
        return new()
        {
            ["p50_ms"] = Math.Round(best.Latencies.At(0.5), 2),
            ["p99_ms"] = Math.Round(best.Latencies.At(0.99), 2),
            ["static_p99_ms"] = Math.Round(best.Static.At(0.99), 2),
            ["per_second"] = Math.Round(best.PerSecond),
            ["processor_ms"] = Math.Round(rounds.Min(r => r.ProcessorMilliseconds), 3),
        };
    }

    private static async Task<int> FailAsync()
    {
        await Console.Error.WriteLineAsync(Usage).ConfigureAwait(false);
        return 2;
    }
}
