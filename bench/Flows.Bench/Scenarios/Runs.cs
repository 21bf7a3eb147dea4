namespace Flows.Bench.Scenarios;

/// <summary>Flows that are run over and over. They are defined once, as in a program.</summary>
internal static class Runs
{
    /// <summary>Tasks that do nothing and wait for nothing.</summary>
    public static Scenario Independent(int count)
    {
        var flow = Flow.Define("Independent", f =>
        {
            for (var i = 0; i < count; i++)
            {
                var value = i;
                f.Task("Task", () => value);
            }
        });
        return new($"run_{count}_independent", count, () => RunAsync(flow), () => Bare.EachAsync(count, static i => i));
    }

    /// <summary>A task mapped over a list, that does nothing.</summary>
    public static Scenario Map(int count)
    {
        var elements = Enumerable.Range(0, count).ToList();
        var flow = Flow.Define("Map", f => f.Task("List", () => elements).Map("Child", static v => v + 1));
        return new($"map_{count}", count, () => RunAsync(flow), () => Bare.EachAsync(count, static i => i + 1));
    }

    /// <summary>A map over a map over a list.</summary>
    public static Scenario MapOfMap(int count)
    {
        var elements = Enumerable.Range(0, count).ToList();
        var flow = Flow.Define("MapOfMap", f => f.Task("List", () => elements).Map("First", static v => v + 1).Map("Second", static v => v * 2));
        return new($"map_of_map_{count}", 2 * count, () => RunAsync(flow), async () =>
        {
            var first = await Bare.EachAsync(count, static i => i + 1).ConfigureAwait(false);
            await Bare.EachAsync(count, i => first[i] * 2).ConfigureAwait(false);
        });
    }

    /// <summary>Children that await something that is not there yet.</summary>
    public static Scenario MapOfAwaits(int count)
    {
        var elements = Enumerable.Range(0, count).ToList();
        var flow = Flow.Define("MapOfAwaits", f => f.Task("List", () => elements).Map("Child", static async v =>
        {
            await Task.Yield();
            return v + 1;
        }));
        return new($"map_{count}_awaiting", count, () => RunAsync(flow), () => Bare.EachAwaitedAsync(count, static i => i + 1));
    }

    /// <summary>Children that each work for a hundred microseconds.</summary>
    public static Scenario MapOfWork(int count)
    {
        var elements = Enumerable.Range(0, count).ToList();
        var flow = Flow.Define("MapOfWork", f => f.Task("List", () => elements).Map("Child", Work.HundredMicroseconds));
        return new($"map_{count}_working_100us", count, () => RunAsync(flow), () => Bare.EachAsync(count, Work.HundredMicroseconds));
    }

    /// <summary>Tasks of which each takes the result of the one before.</summary>
    public static Scenario Chain(int count)
    {
        var flow = Flow.Define("Chain", f => Link(f.Task("First", static () => 0), count - 1));
        return new($"chain_{count}", count, () => RunAsync(flow), () => Bare.ChainAsync(count));
    }

    /// <summary>Wide and narrow in turn: <paramref name="wide"/> tasks side by side, then one that waits for them, <paramref name="deep"/> times.</summary>
    public static Scenario Fan(int wide, int deep)
    {
        var flow = Flow.Define("Fan", f =>
        {
            var join = f.Task("First", static () => 0);
            for (var level = 0; level < deep; level++)
            {
                var from = join;
                TaskResult<int>[] side = [.. Enumerable.Range(0, wide).Select(_ => from.Then("Side", static v => v + 1))];
                join = f.Task("Join", static () => 0).After([.. side]);
            }
        });
        return new($"fan_{wide}x{deep}", deep * (wide + 1), () => RunAsync(flow), async () =>
        {
            for (var level = 0; level < deep; level++) await Bare.EachAsync(wide, static i => i + 1).ConfigureAwait(false);
        });
    }

    private static TaskResult<int> Link(TaskResult<int> at, int left)
    {
        for (; left > 0; left--) at = at.Then("Next", static v => v + 1);
        return at;
    }

    private static async Task RunAsync(Flow flow)
    {
        var state = await flow.RunAsync().ConfigureAwait(false);
        if (!state.IsSuccessful) throw new InvalidOperationException(state.ToString());
    }
}
