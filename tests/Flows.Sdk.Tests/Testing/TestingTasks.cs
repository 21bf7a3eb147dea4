using Microsoft.Extensions.Logging;

namespace Flows.Sdk.Tests.Testing;

internal static partial class TestingTasks
{
    [Task]
    public static string Label(int number, string unit) => $"{number} {unit}";

    [Task]
    public static List<string> Load(string table, ILogger logger, TaskRunContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        logger.LogInformation("loads {Table}, attempt {Attempt}", table, context.Attempt);
        return [$"{table}-1", $"{table}-2"];
    }

    [Task(Retries = 3, RetryDelaySeconds = 600)]
    public static async Task<int> CountAsync(string row, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return row.Length;
    }

    [Task]
    public static void Save(IReadOnlyList<int> counts) => throw new InvalidOperationException($"no database for {counts.Count} counts");
}
