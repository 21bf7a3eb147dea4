using Flows.TestKit;

namespace Flows.Server.Tests.Reliability;

/// <summary>A server that is killed while 200 runs are under way: what it has acknowledged is there afterwards, and nothing is there twice.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int RunsAtOnce = 200, WritesBetweenKills = 400;

    [Fact]
    public async Task Kill_UnderLoad_LosesNothingAcknowledgedAndMakesNothingTwice()
    {
        await using var database = await TestDatabase.CreateAsync();
        var load = new Load(RunsAtOnce);
        var starts = new List<TimeSpan>();
        var server = await ServerProcess.StartAsync(database.Address);
        try
        {
            await load.StartAsync(server.Http);
            for (var kills = Soak.Times(3); kills > 0; kills--)
            {
                await load.MoreAsync(WritesBetweenKills);
                load.Close();
                await server.KillAsync();
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(database.Address);
                starts.Add(server.StartTime);
                load.Open(server.Http);
            }
            await load.FinishAsync();
        }
        finally
        {
            await server.DisposeAsync();
        }
        await using (var after = await TestServer.StartAsync(o => o.Database = database.Address)) await Ledger.CheckAsync(after, load);
        Soak.Report(output.WriteLine, $"{starts.Count} kills under {RunsAtOnce} runs at once: {load.Acknowledged.Count} acknowledged writes, none lost; "
            + $"{load.Keys} runs, none twice; started again in {starts.Max().TotalSeconds:0.00} s at most");
    }
}
