using System.Globalization;
using Flows.Server.Data;
using Flows.Server.Stores;

namespace Flows.Server.Services.Pruning;

/// <summary>Deletes what is older than it shall become: along the primary key, a few rows per transaction, with a rest after each.</summary>
/// <param name="database">The database.</param>
/// <param name="clock">The time.</param>
/// <param name="options">How old things may become.</param>
internal sealed class Pruner(IDatabase database, Clock clock, RetentionOptions options)
{
    /// <summary>Runs are deleted with all below them, so fewer at a time.</summary>
    private const int RunsPerStep = 10;

    private sealed record Row(Guid Id, bool Goes);

    /// <summary>Deletes it.</summary>
    /// <param name="lease">What each transaction asks for leave; null when nobody else can be at it.</param>
    /// <param name="progress">Is told after each step what it deleted.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <returns>What was deleted, of each kind that has a limit.</returns>
    public Task<IReadOnlyList<PruneCount>> PruneAsync(Lease? lease, Action<PruneCount>? progress, CancellationToken cancellationToken) => ForEachAsync(
        (kind, cutoff) => PruneAsync(kind, cutoff, lease, progress, cancellationToken));

    /// <summary>Counts what would be deleted.</summary>
    public Task<IReadOnlyList<PruneCount>> CountAsync(CancellationToken cancellationToken) => ForEachAsync(
        async (kind, cutoff) => (await database.ReadAsync(
            session => session.QueryAsync(
                $"select count(*) from {kind.Table} x {kind.Joins} where x.id < @bound and {kind.On} and ({kind.Condition})",
                r => r.GetInt64(0), [("bound", Bound(cutoff)), .. Cutoff(kind, cutoff)]),
            cancellationToken))[0]);

    /// <summary>The least id that is made at a time.</summary>
    internal static Guid Bound(DateTimeOffset time) => Guid.ParseExact(
        $"{Math.Max(0, time.ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture)}00000000000000000000", "N");

    private async Task<IReadOnlyList<PruneCount>> ForEachAsync(Func<PruneKind, DateTimeOffset, Task<long>> act)
    {
        var counts = new List<PruneCount>();
        foreach (var kind in PruneKind.All)
        {
            if (kind.Age(options) is not { } age) continue;
            var rows = await act(kind, age > clock.Now - DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : clock.Now - age);
            if (counts.FindIndex(c => c.Kind == kind.Name) is >= 0 and var i) counts[i] = counts[i] with { Rows = counts[i].Rows + rows };
            else counts.Add(new(kind.Name, rows));
        }
        return counts;
    }

    private async Task<long> PruneAsync(PruneKind kind, DateTimeOffset cutoff, Lease? lease, Action<PruneCount>? progress, CancellationToken cancellationToken)
    {
        var step = kind.Name == PruneKind.Runs ? RunsPerStep : options.RowsPerStep;
        var (deleted, after, rows) = (0L, Guid.Empty, (IReadOnlyList<Row>)[]);
        do
        {
            rows = await database.ReadAsync(session => FindAsync(session, kind, cutoff, after, step), cancellationToken);
            var old = rows.Where(r => r.Goes).Select(r => r.Id).ToList();
            while (old.Count > 0)
            {
                var (count, more) = await database.WriteAsync(session => DeleteAsync(session, kind, old, cutoff, lease), cancellationToken);
                deleted += count;
                progress?.Invoke(new(kind.Name, count));
                if (options.Pause > TimeSpan.Zero) await Task.Delay(options.Pause, clock.Time, cancellationToken);
                if (!more) break;
            }
            if (rows.Count > 0) after = rows[^1].Id;
        }
        while (rows.Count == step);
        return deleted;
    }

    private static (string, object?)[] Cutoff(PruneKind kind, DateTimeOffset cutoff) => kind.NamesCutoff ? [("cutoff", cutoff)] : [];

    private static Task<IReadOnlyList<Row>> FindAsync(ISqlSession session, PruneKind kind, DateTimeOffset cutoff, Guid after, int step) => session.QueryAsync(
        $"""
        select x.id, case when {kind.Condition} then 1 else 0 end from {kind.Table} x {kind.Joins}
        where x.id > @after and x.id < @bound and {kind.On} order by x.id limit {step}
        """,
        r => new Row(r.GetGuid(0), r.GetInt32(1) == 1),
        [("after", after), ("bound", Bound(cutoff)), .. Cutoff(kind, cutoff)]);

    /// <returns>How many rows of the kind went, and whether there is more to do for these.</returns>
    private static async Task<(int Deleted, bool More)> DeleteAsync(ISqlSession session, PruneKind kind, List<Guid> old, DateTimeOffset cutoff, Lease? lease)
    {
        if (lease is not null) await lease.EnsureHeldAsync(session);
        if (kind.Name != PruneKind.Runs)
            return (await session.ExecuteAsync($"delete from {kind.Table} where {session.Dialect.In("id", "@ids")}", ("ids", old)), false);
        // Somebody may have started one of them again.
        var runs = await session.QueryAsync(
            $"select x.id from flow_run x where {session.Dialect.In("x.id", "@ids")} and {kind.Condition} order by x.id{session.Dialect.ForUpdate}",
            r => r.GetGuid(0), ("ids", old), ("cutoff", cutoff));
        return runs.Count == 0 || !await Deletions.DeleteRunsAsync(session, runs) ? (0, runs.Count > 0) : (runs.Count, false);
    }
}
