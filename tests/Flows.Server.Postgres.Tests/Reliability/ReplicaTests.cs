using Flows.TestKit;

namespace Flows.Server.Tests.Reliability;

/// <summary>Two servers on one database, of which one is killed: its clients go on with the other, and nothing is lost or made twice.</summary>
public sealed class ReplicaTests(ITestOutputHelper output)
{
    private const int RunsAtOnce = 50, WritesBetweenKills = 300;

    [Fact]
    public async Task Kill_OfOneOfTwoReplicas_LeavesItsRunsToTheOther()
    {
        await using var database = await TestDatabase.CreateAsync();
        Load[] loads = [new(RunsAtOnce), new(RunsAtOnce)];
        await using var staying = await ServerProcess.StartAsync(database.Address);
        await using var killed = await ServerProcess.StartAsync(database.Address);
        await loads[0].StartAsync(staying.Http, "staying");
        await loads[1].StartAsync(killed.Http, "killed");
        for (var round = Soak.Times(1); round > 0; round--) await Task.WhenAll(loads.Select(l => l.MoreAsync(WritesBetweenKills)));
        loads[1].Close();
        await killed.KillAsync();
        loads[1].Open(staying.Http);
        await Task.WhenAll(loads.Select(l => l.MoreAsync(WritesBetweenKills)));
        await Task.WhenAll(loads.Select(l => l.FinishAsync()));
        await using (var after = await TestServer.StartAsync(o => o.Database = database.Address))
            foreach (var load in loads) await Ledger.CheckAsync(after, load);
        Soak.Report(output.WriteLine, $"one of two replicas killed: {loads.Sum(l => l.Acknowledged.Count)} acknowledged writes of {loads.Sum(l => l.Keys)} runs, none lost");
    }
}
