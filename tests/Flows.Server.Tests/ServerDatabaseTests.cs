using Flows.Server.Services.Pruning;

namespace Flows.Server.Tests;

/// <summary>A database is looked after, beside the server that uses it.</summary>
public sealed class ServerDatabaseTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("flows-maintenance-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Stats_BesideTheServer_CountTablesAndTellTheirAge()
    {
        await using var made = await TestDatabase.CreateAsync();
        await using var scenario = await Scenario.StartAsync(configure: o => o.Database = made.Address);
        await scenario.CreateRunAsync();
        scenario.Server.Time.Advance(TimeSpan.FromHours(1));
        await scenario.CreateRunAsync();
        var stats = await new ServerDatabase(made.Address).StatsAsync(TestContext.Current.CancellationToken);
        stats.Schema.ShouldBe(stats.NewestSchema);
        stats.Bytes.ShouldBeGreaterThan(0);
        var runs = stats.Tables.Single(t => t.Table == "flow_run");
        (runs.Rows, runs.Oldest, runs.Newest).ShouldBe((2, TestServer.Start, TestServer.Start.AddHours(1)));
        stats.Tables.Single(t => t.Table == "task_run").Rows.ShouldBe(6);
        stats.Tables.Single(t => t.Table == "log").Oldest.ShouldBeNull();
    }

    [Fact]
    public async Task Prune_BesideTheServer_DeletesWhatADryRunCounts()
    {
        await using var made = await TestDatabase.CreateAsync();
        await using var scenario = await Scenario.StartAsync(configure: o => o.Database = made.Address);
        var run = await scenario.CreateRunAsync();
        for (var i = 0; i < 3; i++)
            await scenario.Server.MutateAsync("write_run_logs", new() { ["logs"] = new System.Text.Json.Nodes.JsonObject { ["flow_run_id"] = run, ["message"] = "x" } }, "success");
        scenario.Server.Time.Advance(TimeSpan.FromDays(2));
        var database = new ServerDatabase(made.Address, scenario.Server.Time);
        var old = new RetentionOptions { Logs = TimeSpan.FromDays(1), AuditEntries = null, HookEvents = null, Pause = TimeSpan.Zero };
        (await database.PruneAsync(old, dryRun: true, cancellationToken: TestContext.Current.CancellationToken)).ShouldContain(new PruneCount("logs", 3));
        (await scenario.Server.RunAsync("{ log_aggregate { aggregate { count } } }")).ShouldBeJson("""{"log_aggregate": {"aggregate": {"count": 3}}}""");
        (await database.PruneAsync(old, cancellationToken: TestContext.Current.CancellationToken)).ShouldContain(new PruneCount("logs", 3));
        (await scenario.Server.RunAsync("{ log { id } flow_run { id } }")).ShouldBeJson($$"""{"log": [], "flow_run": [{"id": "{{run}}"}]}""");
    }

    [Fact]
    public async Task Migrate_OfADatabaseThatIsUpToDate_HasNothingToDo()
    {
        await using var made = await TestDatabase.CreateAsync();
        await (await Scenario.StartAsync(configure: o => o.Database = made.Address)).DisposeAsync();
        var database = new ServerDatabase(made.Address);
        (await database.PendingAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        await database.MigrateAsync();
        await database.VacuumAsync(cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Backup_BesideTheServer_CanBeRestoredElsewhere()
    {
        var (live, copy, back) = (Path.Combine(folder, "live.db"), Path.Combine(folder, "copy.db"), Path.Combine(folder, "back.db"));
        string run;
        await using (var scenario = await Scenario.StartAsync(configure: o => o.Database = live))
        {
            run = await scenario.CreateRunAsync();
            await new ServerDatabase(live).BackupAsync(copy, cancellationToken: TestContext.Current.CancellationToken);
            (await Should.ThrowAsync<FlowsServerException>(() => new ServerDatabase(live).BackupAsync(copy))).Message
                .ShouldBe($"The file {copy} exists already: name another one, or add --force to replace it.");
            (await Should.ThrowAsync<FlowsServerException>(() => new ServerDatabase(live).VacuumAsync())).Message.ShouldContain("is in use by another server");
            (await Should.ThrowAsync<FlowsServerException>(() => new ServerDatabase(live).RestoreAsync(copy))).Message.ShouldContain("exists already");
        }
        await new ServerDatabase(back).RestoreAsync(copy, cancellationToken: TestContext.Current.CancellationToken);
        await using var restored = await TestServer.StartAsync(o => o.Database = back);
        (await restored.RunAsync("{ flow_run { id task_runs { state } } }"))
            .ShouldBeJson($$"""{"flow_run": [{"id": "{{run}}", "task_runs": [{"state": "Pending"}, {"state": "Pending"}, {"state": "Pending"}] }]}""");
    }

    [Fact]
    public async Task Stats_OfWhatIsNoDatabaseOfAServer_SaysSo()
    {
        var missing = Path.Combine(folder, "none.db");
        (await Should.ThrowAsync<FlowsServerException>(() => new ServerDatabase(missing).StatsAsync())).Message
            .ShouldBe($"There is no database {missing}: name another one with --database.");
        await File.WriteAllTextAsync(missing, "");
        (await Should.ThrowAsync<FlowsServerException>(() => new ServerDatabase(missing).StatsAsync())).Message
            .ShouldBe($"The database {missing} holds no data of a Flows server: name another one with --database, or start a server on it.");
    }

    [Fact]
    public void Bound_OfATime_IsTheLeastIdThatIsMadeThen()
    {
        var id = Guid.CreateVersion7(TestServer.Start);
        Pruner.Bound(TestServer.Start).CompareTo(id).ShouldBeLessThan(0);
        Pruner.Bound(TestServer.Start.AddMilliseconds(1)).CompareTo(id).ShouldBeGreaterThan(0);
    }
}
