using Flows.Bench.Scenarios;

namespace Flows.Bench;

/// <summary>Measures all scenarios in interleaved rounds, so that a busy moment of the machine falls on both sides alike.</summary>
internal static class EngineCommand
{
    private const int WarmUps = 4;
    private const int Rounds = 11;

    public static async Task<int> RunAsync(string[] options)
    {
        var (json, only) = options switch
        {
            [] => (false, ""),
            ["--json"] => (true, ""),
            ["--only", var part] => (false, part),
            _ => (false, (string?)null),
        };
        if (only is null)
        {
            await Console.Error.WriteLineAsync("Usage: engine [--json | --only <part of a scenario's name>]").ConfigureAwait(false);
            return 2;
        }

        var measured = Catalog.All().Where(s => s.Name.Contains(only, StringComparison.Ordinal)).Select(static s => new Measured(s)).ToList();
        for (var round = -WarmUps; round < Rounds; round++)
            foreach (var each in measured)
                await each.MeasureAsync(keep: round >= 0).ConfigureAwait(false);
        var heap = await Retained.MeasureAsync([100_000, 200_000]).ConfigureAwait(false);
        Console.WriteLine(json ? Report.Json(measured, heap) : Report.Table(measured, heap));
        return 0;
    }
}
