using System.CommandLine;
using System.Globalization;
using Flows.Cli.Output;
using Flows.Server;

namespace Flows.Cli.Commands;

/// <summary><c>flows server db stats</c></summary>
internal sealed class ServerDbStatsCommand(CliEnvironment environment) : ServerDbCommand(environment, "stats",
    "Shows how many rows and bytes each table has, and how old they are; also while the server runs.", "flows server db stats", "flows server db stats --json")
{
    protected override async Task<int> RunAsync(ParseResult line, ServerDatabase database, CancellationToken stop)
    {
        var stats = await database.StatsAsync(stop);
        if (line.GetValue(Json))
        {
            await JsonOutput.WriteAsync(Output, stats);
            return ExitCodes.Ok;
        }
        var table = new Table("TABLE", "ROWS", "SIZE", "OLDEST", "NEWEST");
        foreach (var row in stats.Tables)
            table.Add(row.Table, row.Rows.ToString("N0", CultureInfo.InvariantCulture), row.Bytes is { } bytes ? Size(bytes) : "", Day(row.Oldest), Day(row.Newest));
        await table.WriteAsync(Process);
        await Output.WriteLineAsync($"{stats.Database}: {Size(stats.Bytes)}, schema {stats.Schema} of {stats.NewestSchema}");
        return ExitCodes.Ok;
    }

    private static string Size(long bytes) => bytes switch
    {
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.##} GB"),
    };

    private static string Day(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}
