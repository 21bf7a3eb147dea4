namespace Flows.Bench.Scenarios;

/// <summary>The same work without Flows: results are kept, nothing else.</summary>
internal static class Bare
{
    /// <summary>Calls a function for each index, on all processors.</summary>
    public static async Task<int[]> EachAsync(int count, Func<int, int> call)
    {
        var results = new int[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), (i, _) =>
        {
            results[i] = call(i);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return results;
    }

    /// <summary>The same where each call awaits.</summary>
    public static async Task<int[]> EachAwaitedAsync(int count, Func<int, int> call)
    {
        var results = new int[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), async (i, _) =>
        {
            await Task.Yield();
            results[i] = call(i);
        }).ConfigureAwait(false);
        return results;
    }

    /// <summary>Awaits one call after the other.</summary>
    public static async Task<int> ChainAsync(int count)
    {
        var value = 0;
        for (var i = 0; i < count; i++) value = await NextAsync(value).ConfigureAwait(false);
        return value;
    }

    private static async Task<int> NextAsync(int value)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        return value + 1;
    }
}
