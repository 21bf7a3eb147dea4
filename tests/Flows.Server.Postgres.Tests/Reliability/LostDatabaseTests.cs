using Flows.TestKit.Postgres;
using Npgsql;

namespace Flows.Server.Tests.Reliability;

/// <summary>A database that goes away: what can be tried again is, the rest is said, and the server goes on when it is back.</summary>
public sealed class LostDatabaseTests
{
    [Fact]
    public async Task Connections_ThatTheDatabaseEnds_AreMadeAgainUnseen()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var scenario = await Scenario.StartAsync(configure: o => o.Database = database.Address);
        for (var round = 0; round < 5; round++)
        {
            await database.RunAsync("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
            var run = await scenario.CreateRunAsync();
            await scenario.SetFlowRunAsync(run, "Running");
            (await scenario.FlowRunAsync(run, "state version")).ShouldBeJson("""{"state": "Running", "version": 2}""");
        }
    }

    [Fact]
    public async Task Database_ThatDies_IsWaitedForThenSaidAndFoundAgain()
    {
        var cluster = await PostgresCluster.StartOwnAsync(isDurable: true);
        try
        {
            await CreateAsync(cluster);
            await using var scenario = await Scenario.StartAsync(configure: o => o.Database = cluster.Address("own"));
            var before = await scenario.CreateRunAsync();
            await cluster.CrashAsync();
            var asked = scenario.Server.PostAsync($"mutation {{ set_flow_run_name(input: {{flow_run_id: \"{before}\", name: \"x\"}}) {{ success }} }}");
            await LetTimeGoByAsync(scenario.Server, asked);
            (await asked).Answer.GetProperty("errors")[0].GetProperty("message").GetString()!.ShouldContain("cannot be reached just now; nothing was changed");

            await cluster.StartAgainAsync();
            var again = scenario.CreateRunAsync();
            await LetTimeGoByAsync(scenario.Server, again);
            foreach (var run in new[] { before, await again }) (await scenario.FlowRunAsync(run, "state")).ShouldBeJson("""{"state": "Scheduled"}""");
        }
        finally
        {
            cluster.Stop();
        }
    }

    /// <summary>The server waits between its attempts by its own clock.</summary>
    private static async Task LetTimeGoByAsync(TestServer server, Task until)
    {
        while (!until.IsCompleted)
        {
            server.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(until, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }
    }

    private static async Task CreateAsync(PostgresCluster cluster)
    {
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={cluster.Port};Username=flows;Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "create database own";
        await command.ExecuteNonQueryAsync();
    }
}
