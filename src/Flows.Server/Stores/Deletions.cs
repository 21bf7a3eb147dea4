using Flows.Server.Data;
using Flows.Server.Errors;

namespace Flows.Server.Stores;

/// <summary>
/// Deletes what may have millions of rows below it. Nothing of it starts from the first moment; then its runs go, a few per transaction, so that
/// the writes of others wait little; the row itself goes last. A deletion that has begun goes on when its caller has gone, and one that was cut
/// off by the end of the server is taken up by asking again.
/// </summary>
internal sealed class Deletions(IDatabase database, Clock clock)
{
    private const int RunsPerWrite = 10, LinesPerWrite = 500;

    /// <summary>A kind of row with flows below it.</summary>
    /// <param name="Table">Its table.</param>
    /// <param name="What">Its name in messages.</param>
    /// <param name="FlowColumn">The column of a flow that names it.</param>
    internal sealed record Kind(string Table, string What, string FlowColumn);

    public static Kind Flow { get; } = new("flow", "Flow", "id");

    public static Kind FlowGroup { get; } = new("flow_group", "Flow group", "flow_group_id");

    public static Kind Project { get; } = new("project", "Project", "project_id");

    public static Kind Tenant { get; } = new("tenant", "Tenant", "tenant_id");

    /// <exception cref="RequestException">There is no such row.</exception>
    public async Task DeleteAsync(Kind kind, Guid id, CancellationToken cancellationToken)
    {
        await database.WriteAsync(session => CloseAsync(session, kind, id), cancellationToken);
        while (await database.WriteAsync(session => DeleteSomeAsync(session, kind, id), CancellationToken.None))
        {
        }
        await database.ChangeAsync(kind.What, id, $"delete from {kind.Table} where id = @id", [], CancellationToken.None);
    }

    private async Task<bool> CloseAsync(ISqlSession session, Kind kind, Guid id)
    {
        if (await session.FindIdAsync($"select id from {kind.Table} where id = @id", ("id", id)) is null)
            throw new RequestException(Messages.NotFound(kind.What, id), ErrorCodes.NotFound);
        await session.ExecuteAsync($"update flow set archived = @yes, is_schedule_active = @no, updated = @now where {kind.FlowColumn} = @id and not archived",
            ("yes", true), ("no", false), ("now", clock.Now), ("id", id));
        return true;
    }

    /// <summary>Deletes some rows, the many small ones first.</summary>
    /// <returns>Whether there may be more.</returns>
    private static async Task<bool> DeleteSomeAsync(ISqlSession session, Kind kind, Guid id)
    {
        var runs = await session.QueryAsync(
            $"select r.id from flow_run r join flow f on f.id = r.flow_id where f.{kind.FlowColumn} = @id limit {RunsPerWrite}", r => r.GetGuid(0), ("id", id));
        if (runs.Count == 0) return false;
        await DeleteRunsAsync(session, runs);
        return true;
    }

    /// <summary>Deletes a part of some runs with what is below them.</summary>
    /// <returns>Whether they are gone; if not, there is more to delete.</returns>
    public static async Task<bool> DeleteRunsAsync(ISqlSession session, IReadOnlyList<Guid> runs)
    {
        foreach (var table in new[] { "log", "task_run" })
        {
            var deleted = await session.ExecuteAsync(
                $"delete from {table} where id in (select id from {table} where {session.Dialect.In("flow_run_id", "@runs")} limit {LinesPerWrite})",
                ("runs", runs));
            if (deleted == LinesPerWrite) return false;
        }
        await session.ExecuteAsync($"delete from flow_run where {session.Dialect.In("id", "@runs")}", ("runs", runs));
        return true;
    }
}
