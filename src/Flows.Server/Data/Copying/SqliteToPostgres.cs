using Flows.Server.Model;
using Flows.Server.Sql;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Flows.Server.Data.Copying;

/// <summary>Copies all rows of a SQLite file into an empty PostgreSQL database, in one transaction: all of it or nothing.</summary>
/// <param name="source">A connection that reads the file.</param>
/// <param name="target">A connection to the database.</param>
/// <param name="display">The database's name, for messages.</param>
internal sealed class SqliteToPostgres(SqliteConnection source, NpgsqlConnection target, string display)
{
    private const int RowsPerReport = 50_000;

    /// <summary>What is copied, each table after those that it refers to. Who held a lease does not matter any more.</summary>
    private static IEnumerable<Table> Tables => ServerModel.Current.Tables.Where(t => t.Name != "lease");

    /// <exception cref="FlowsServerException">The database is not empty, or does not hold afterwards what the file holds.</exception>
    public async Task<IReadOnlyList<CopiedRows>> CopyAsync(Action<CopiedRows>? progress, CancellationToken cancellationToken)
    {
        await using var transaction = await target.BeginTransactionAsync(cancellationToken);
        foreach (var table in Tables)
            if (await CountAsync(table) is > 0 and var rows)
                throw new FlowsServerException(
                    $"The database {display} is not empty: the table {table.Name} has {rows} rows. Nothing was copied. Name a new database (createdb NAME).");
        var copied = new List<CopiedRows>();
        foreach (var table in Tables)
        {
            var rows = await CopyAsync(table, progress, cancellationToken);
            if (await CountAsync(table) is var there && there != rows)
                throw new FlowsServerException($"Of {rows} rows of the table {table.Name} {there} have arrived in {display}. Nothing was copied.");
            copied.Add(new(table.Name, rows));
        }
        await transaction.CommitAsync(cancellationToken);
        await using var analyze = target.CreateCommand();
        analyze.CommandText = "analyze";
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync(cancellationToken);
        return copied;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The names are those of the model.")]
    private async Task<long> CopyAsync(Table table, Action<CopiedRows>? progress, CancellationToken cancellationToken)
    {
        var columns = table.Columns.ToList();
        var names = string.Join(", ", columns.Select(c => SqlDialect.Quote(c.Name)));
        await using var command = source.CreateCommand();
        command.CommandText = $"select {names} from {SqlDialect.Quote(table.Name)} order by id";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (text, rows) = (new CopyText(), 0L);
        await using (var import = await target.BeginTextImportAsync($"copy {SqlDialect.Quote(table.Name)} ({names}) from stdin", cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                await import.WriteAsync(text.Line(reader, columns), cancellationToken);
                if (++rows % RowsPerReport == 0) progress?.Invoke(new(table.Name, rows));
            }
        }
        progress?.Invoke(new(table.Name, rows));
        return rows;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The names are those of the model.")]
    private async Task<long> CountAsync(Table table)
    {
        await using var command = target.CreateCommand();
        command.CommandText = $"select count(*) from {SqlDialect.Quote(table.Name)}";
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
