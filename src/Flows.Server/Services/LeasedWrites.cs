using Flows.Server.Data;

namespace Flows.Server.Services;

/// <summary>Writes of a service, each of which asks its lease first.</summary>
internal static class LeasedWrites
{
    /// <summary>Does something to rows, some per transaction, so that the writes of others wait little.</summary>
    /// <param name="database">The database.</param>
    /// <param name="ids">The rows.</param>
    /// <param name="atOnce">How many per transaction.</param>
    /// <param name="lease">The leave.</param>
    /// <param name="work">What to do; returns how much it did.</param>
    /// <param name="cancellationToken">Ends it between two transactions.</param>
    /// <returns>The sum of what was done.</returns>
    public static async Task<int> EachAsync(this IDatabase database, IReadOnlyList<Guid> ids, int atOnce, Lease lease,
        Func<ISqlSession, IReadOnlyList<Guid>, Task<int>> work, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var chunk in ids.Chunk(atOnce))
            done += await database.WriteAsync(
                async session =>
                {
                    await lease.EnsureHeldAsync(session);
                    return await work(session, chunk);
                },
                cancellationToken);
        return done;
    }
}
