using Flows.Server.Data.Migrations;
using Flows.Server.Data.Sqlite;
using Flows.Server.Sql;

namespace Flows.Server.Tests.Sqlite;

/// <summary>A database of the first release, as its program wrote it, becomes what a new database is now.</summary>
public sealed class MigratedSchemaTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("flows-schema-").FullName;

    [Fact]
    public async Task Migrate_FromTheFirstRelease_EndsInTheSchemaOfANewDatabase()
    {
        var first = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "fixtures", "schema1.sql"));
        var migrated = await SchemaAsync("old.db",
            $"{first} create table flows_schema (number integer primary key, name text not null, applied text not null); insert into flows_schema values (1, 'new database', '');");
        var made = await SchemaAsync("new.db", null);
        migrated.ShouldBe(made);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Every column, foreign key and index, in an order of their own: a column that was added later stands last in its table.</summary>
    private async Task<IReadOnlyList<string>> SchemaAsync(string name, string? before)
    {
        await using var writer = new SqliteWriter(SqliteConnections.OpenWriter(Path.Combine(folder, name)), new SqliteDialect(), new());
        if (before is not null)
            foreach (var statement in before.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                await writer.WriteAsync(s => s.ExecuteAsync(statement), default);
        await writer.WriteAsync(
            async session =>
            {
                await new Migrator(Migration.All).MigrateAsync(session, name, TestServer.Start);
                return true;
            },
            default);
        var found = new List<string>();
        foreach (var sql in new[]
        {
            "select m.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || coalesce(c.dflt_value, '-') from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'",
            "select m.name || '.' || f.\"from\" || ' -> ' || f.\"table\" || ' ' || f.on_delete from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type = 'table'",
            "select sql from sqlite_master where type = 'index' and sql is not null",
        })
            found.AddRange(await writer.WriteAsync(s => s.QueryAsync(sql, r => r.GetString(0)), default));
        return [.. found.Order(StringComparer.Ordinal)];
    }
}
