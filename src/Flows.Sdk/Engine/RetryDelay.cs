using Flows.Graph;

namespace Flows.Engine;

/// <summary>How long a task waits for its next attempt.</summary>
internal static class RetryDelay
{
    /// <summary>The delay after so many attempts: it grows by the backoff, is made longer or shorter by the jitter, and is never above the longest.</summary>
    /// <param name="options">The task's options.</param>
    /// <param name="attempts">How many attempts were made, from 1.</param>
    /// <param name="draw">A number from 0 to below 1; asked only for a task with jitter.</param>
    public static TimeSpan Of(TaskOptions options, int attempts, Func<double> draw)
    {
        var longest = options.MaxRetryDelay ?? OptionsCheck.LongestDelay;
        if (options.RetryDelay == TimeSpan.Zero || options is { RetryBackoff: 1, RetryJitter: 0 }) return options.RetryDelay < longest ? options.RetryDelay : longest;
        var seconds = Math.Min(options.RetryDelay.TotalSeconds * Math.Pow(options.RetryBackoff, attempts - 1), longest.TotalSeconds);
        if (options.RetryJitter > 0) seconds *= 1 + (options.RetryJitter * ((2 * draw()) - 1));
        return seconds < longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : longest;
    }

    /// <summary>
    /// A number from 0 to below 1 that is the same for the same attempt of the same run, in every process: what was decided can be told
    /// afterwards, and tests need no seed. It differs between the children of a map, which is what jitter is for.
    /// </summary>
    public static double Draw(string flowRunId, string slug, int index, int attempts)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in flowRunId) hash = Mix(hash, letter);
        foreach (var letter in slug) hash = Mix(hash, letter);
        hash = Mix(Mix(hash, index), attempts);

        // The finalizer of SplitMix64: FNV alone leaves the high bits of similar texts alike.
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return ((hash ^ (hash >> 31)) >> 11) * (1.0 / (1UL << 53));

        static ulong Mix(ulong hash, int part) => unchecked((hash ^ (uint)part) * 1099511628211UL);
    }
}
