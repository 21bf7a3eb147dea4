using System.Text.Json.Serialization;

namespace Flows.AotCheck;

/// <summary>A value of the author's own.</summary>
internal sealed record Order(string Customer, decimal Amount);

/// <summary>How the author's values are read and written without reflection.</summary>
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(List<Order>))]
internal sealed partial class AotJson : JsonSerializerContext;

internal static partial class Tasks
{
    /// <summary>Yields orders, in any number.</summary>
    [Task]
    public static List<Order> Load(Order first, int count) => [.. Enumerable.Range(1, count).Select(i => first with { Amount = first.Amount * i })];

    [Task(Retries = 2)]
    public static async Task<decimal> PriceAsync(Order order, TaskRunContext context)
    {
        await Task.Yield();
        return context.Attempt > 1 ? order.Amount : throw new InvalidOperationException("The first attempt fails.");
    }

    [Task]
    public static Loop<int> Halve(int from, TaskRunContext context)
    {
        var left = context.LoopResult(from);
        return left > 1 ? Loop.Again(left / 2) : left;
    }
}
