using System.Collections.Concurrent;

namespace Flows.Server.Access;

/// <summary>What was found in the database a moment ago, so that not every request asks again: for a few seconds, after which another replica's change shows.</summary>
/// <typeparam name="T">What is found.</typeparam>
internal sealed class RecentlyFound<T>(TimeProvider time)
{
    /// <summary>How many at most; beyond, all are forgotten and found anew.</summary>
    private const int Bound = 2_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (T Value, long At)> found = new(StringComparer.Ordinal);

    public bool TryGet(string hash, out T value)
    {
        var isKnown = found.TryGetValue(hash, out var entry) && time.GetElapsedTime(entry.At) < Fresh;
        value = entry.Value;
        return isKnown;
    }

    public void Keep(string hash, T value)
    {
        if (found.Count >= Bound) found.Clear();
        found[hash] = (value, time.GetTimestamp());
    }

    public void Forget() => found.Clear();
}
