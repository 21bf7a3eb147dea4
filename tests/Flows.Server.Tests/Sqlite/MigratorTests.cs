using Flows.Server.Data.Migrations;
using Flows.Server.Data.Sqlite;
using Flows.Server.Model;
using Flows.Server.Sql;

namespace Flows.Server.Tests.Sqlite;

public sealed class MigratorTests : IAsyncLifetime
{
    private static readonly Migration Second = new(2, "adds a table", _ => ["create table added (n integer)"]);
    private static readonly Migration Broken = new(3, "fails", _ => ["create table half (n integer)", "create nonsense"]);

    private readonly string folder = Directory.CreateTempSubdirectory("flows-migrate-").FullName;
    private SqliteWriter? started;

    private SqliteWriter Writer => started!;

    public ValueTask InitializeAsync()
    {
        started = new(SqliteConnections.OpenWriter(Path.Combine(folder, "t.db")), new SqliteDialect(), new());
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Migrate_OfANewDatabase_MakesEveryTableOnce()
    {
        await MigrateAsync();
        await MigrateAsync();
        var tables = await NamesAsync();
        ServerModel.Current.Tables.Select(t => t.Name).ShouldBeSubsetOf(tables);
    }

    [Fact]
    public async Task Migrate_OfAnOlderDatabase_TakesTheMissingSteps()
    {
        await MigrateAsync();
        await MigrateAsync(Second);
        await MigrateAsync(Second);
        (await NamesAsync()).ShouldContain("added");
    }

    [Fact]
    public async Task Migrate_WithAStepThatFails_LeavesTheDatabaseAsItWas()
    {
        await MigrateAsync();
        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(() => MigrateAsync(Second, Broken));
        var tables = await NamesAsync();
        tables.ShouldNotContain("half");
        tables.ShouldNotContain("added");
        await MigrateAsync(Second);
    }

    [Fact]
    public void Steps_OfThisVersion_AreNumberedWithoutGaps() =>
        Migration.All.Select(m => m.Number).ShouldBe(Enumerable.Range(Migration.First + 1, Migration.All.Count));

    private Task MigrateAsync(params Migration[] steps) => Writer.WriteAsync(
        async session =>
        {
            await new Migrator(steps).MigrateAsync(session, "test", TestServer.Start);
            return true;
        },
        default);

    private Task<IReadOnlyList<string>> NamesAsync() =>
        Writer.WriteAsync(s => s.QueryAsync("select name from sqlite_master where type = 'table'", r => r.GetString(0)), default);
}
