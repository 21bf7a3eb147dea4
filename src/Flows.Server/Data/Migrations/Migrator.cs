using Flows.Server.Model;
using Flows.Server.Sql;

namespace Flows.Server.Data.Migrations;

/// <summary>Brings a database to the newest schema. The caller holds the lock that keeps other servers out.</summary>
/// <param name="steps">The steps that exist.</param>
internal sealed class Migrator(IReadOnlyList<Migration> steps)
{
    /// <summary>The table that says which steps a database has taken.</summary>
    public const string History = "flows_schema";

    private int Newest => steps.Count == 0 ? Migration.First : steps[^1].Number;

    /// <summary>Makes the tables of a new database, or takes the steps that an existing one lacks.</summary>
    /// <param name="session">An open transaction: all or nothing.</param>
    /// <param name="database">The database's name, for messages.</param>
    /// <param name="now">The time that is noted beside each step.</param>
    /// <exception cref="FlowsServerException">The database was made by a newer program.</exception>
    public async Task MigrateAsync(ISqlSession session, string database, DateTimeOffset now)
    {
        await session.ExecuteAsync($"create table if not exists {History} (number integer primary key, name text not null, applied text not null)");
        var known = await SchemaAsync(session);
        if (known > Newest)
            throw new FlowsServerException(
                $"The database {database} has schema {known}, made by a newer version of Flows; this one knows schema {Newest}. "
                + "Update Flows, or name another database.");
        if (known == 0)
        {
            foreach (var table in ServerModel.Current.Tables) await RunAsync(session, Ddl.Create(table, session.Dialect));
            await NoteAsync(session, Newest, "new database", now);
            return;
        }
        foreach (var step in steps.Where(s => s.Number > known))
        {
            await RunAsync(session, step.Statements(session.Dialect));
            await NoteAsync(session, step.Number, step.Name, now);
        }
    }

    /// <summary>The schema that a database has; 0 when it is new.</summary>
    public static async Task<int> SchemaAsync(ISqlSession session) =>
        (await session.QueryAsync($"select max(number) from {History}", r => r.IsDBNull(0) ? 0 : r.GetInt32(0)))[0];

    private static async Task RunAsync(ISqlSession session, IEnumerable<string> statements)
    {
        foreach (var statement in statements) await session.ExecuteAsync(statement);
    }

    private static Task<int> NoteAsync(ISqlSession session, int number, string name, DateTimeOffset now) =>
        session.ExecuteAsync($"insert into {History} (number, name, applied) values (@number, @name, @applied)",
            ("number", number), ("name", name), ("applied", Iso.Format(now)));
}
