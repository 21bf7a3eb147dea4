using Microsoft.Extensions.Logging;

namespace Flows.Sdk.Tests.Authoring;

public sealed record Row(int Id, string? Name);

internal static partial class SampleTasks
{
    /// <summary>Greets.</summary>
    [Task]
    public static string Greet(string name, string salutation = "Hello") => $"{salutation} {name}";

    [Task]
    public static List<int> Extract() => [1, 2, 3];

    /// <summary>An iterator: its body runs only when its elements are asked for.</summary>
    [Task(Retries = 1)]
    public static IEnumerable<int> Iterate(TaskRunContext context)
    {
        yield return 1;
        if (context.Attempt == 1) throw new FormatException("flaky");
        yield return 2;
    }

    /// <summary>A query, which calls itself a collection.</summary>
    [Task]
    public static Task<IEnumerable<int>> Query(Queue<int> source) => Task.FromResult(source.ToArray().Select(v => source.Dequeue()));

    [Task]
    public static int Add(int x, int y) => x + y;

    [Task]
    public static int Sum(IEnumerable<int> values) => values.Sum();

    [Task]
    public static int SumArray(int[] values) => values.Sum();

    [Task]
    public static int SumList(List<int> values) => values.Sum();

    [Task]
    public static int Count(IEnumerable<object> values) => values.Count();

    [Task]
    public static string? MaybeNull(string? text) => text;

    [Task]
    public static List<Row> Rows() => [new(1, "a"), new(2, null)];

    [Task]
    public static string Describe(object? value, int times = 1) => string.Concat(Enumerable.Repeat(value, times));

    [Task]
    public static int Join(IReadOnlyList<Row> rows, IReadOnlyDictionary<int, string> names, int limit) => Math.Min(rows.Count + names.Count, limit);

    [Task]
    public static int Apply(int value, Func<int, int> change) => change(value);

    [Task(Name = "fetch", Retries = 2, RetryDelaySeconds = 1.5, TimeoutSeconds = 60, Tags = ["web", "io"])]
    public static async Task<int> FetchAsync(string url, CancellationToken token)
    {
        await Task.Yield();
        token.ThrowIfCancellationRequested();
        return url.Length;
    }

    [Task]
    public static ValueTask SaveAsync(int value, ILogger logger, TaskRunContext context)
    {
        logger.LogInformation("{Value} in {Flow}", value, context.FlowName);
        return default;
    }

    [Task]
    public static void Print(string text, ILogger logger) => logger.LogInformation("{Text}", text);

    /// <summary>The parameter is named as the overloads' own.</summary>
    [Task]
    public static int Named(int flow) => flow;

    [Task]
    public static double Defaults(
        float a = 1.5f,
        double b = double.NaN,
        decimal c = 2.5m,
        char d = '\'',
        DayOfWeek e = DayOfWeek.Friday,
        int? f = 3,
        long g = long.MinValue,
        byte? h = null,
        string? i = "\"\n") =>
        a + b + (double)c + d + (int)e + (f ?? 0) + g + (h ?? 0) + (i?.Length ?? 0);
}

internal sealed partial class Loader<T>(T factor)
{
    [Task]
    public (T, T) Pair(T value) => (value, factor);

    internal readonly partial record struct Scale(int By)
    {
        [Task]
        public int Apply(int value) => value * By;
    }
}
