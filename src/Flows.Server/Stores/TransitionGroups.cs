using Flows.Server.Data;

namespace Flows.Server.Stores;

/// <summary>Takes the states of all callers and stores them in groups.</summary>
/// <param name="database">The database.</param>
/// <param name="store">Stores some in a transaction, or notes on each why not.</param>
internal sealed class TransitionGroups(IDatabase database, Func<ISqlSession, IReadOnlyList<Transition>, Task> store)
{
    /// <summary>States in one transaction: a few milliseconds.</summary>
    private const int GroupBound = 256;

    private readonly WriteGroups<Transition[]> groups = new(
        group => database.WriteAsync(async session =>
        {
            List<Transition> all = [.. group.SelectMany(t => t)];
            // The transaction may be run again after a failure; then all is open again.
            foreach (var transition in all) (transition.Refusal, transition.StoredType) = (null, null);
            await store(session, all);
            return true;
        }),
        transitions => transitions.Length, GroupBound, database.Writers);

    /// <summary>Stores states and returns when all that were not refused are durable.</summary>
    /// <exception cref="Errors.RequestException">One was refused: the first one's reason. The others are stored.</exception>
    public async Task StoreAsync(IReadOnlyList<Transition> transitions, CancellationToken cancellationToken)
    {
        foreach (var chunk in transitions.Where(t => t.Refusal is null).Chunk(GroupBound)) await groups.WriteAsync(chunk, cancellationToken);
        if (transitions.FirstOrDefault(t => t.Refusal is not null)?.Refusal is { } refusal) throw refusal;
    }
}
