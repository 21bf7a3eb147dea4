namespace Flows.Bench.Scenarios;

/// <summary>All that is measured. Of what must grow in proportion there are two sizes.</summary>
internal static class Catalog
{
    /// <summary>Made anew, since each holds its flows.</summary>
    public static IReadOnlyList<Scenario> All() =>
    [
        Definitions.Independent(10_000),
        Definitions.Independent(20_000),
        Definitions.Chain(10_000),
        Definitions.Chain(20_000),
        Runs.Independent(10_000),
        Runs.Chain(1_000),
        Runs.Fan(100, 10),
        Runs.Map(100_000),
        Runs.MapOfMap(50_000),
        Runs.MapOfAwaits(20_000),
        Runs.MapOfWork(2_000),
    ];
}
