using System.Globalization;
using Flows;
using Microsoft.Extensions.Logging;

public sealed record Order(string Shop, string Customer, decimal Amount);

/// <summary>Reads the orders of each shop, keeps the large ones and sums them up: retries, mapping, flattening, filtering.</summary>
public static partial class OrdersEtl
{
    /// <summary>A shop's system may be away for a while, so it is asked again after 1, 2, 4, 8 and 16 minutes, each a little earlier or later.</summary>
    [Task(Retries = 5, RetryDelaySeconds = 60, RetryBackoff = 2, RetryJitter = 0.1, TimeoutSeconds = 30, RunName = "extract-{shop}")]
    public static async Task<List<Order>> Extract(string shop, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "shops", shop + ".csv"), cancellationToken);
        return [.. lines.Skip(1).Select(line => line.Split(',')).Select(c => new Order(shop, c[0], decimal.Parse(c[1], CultureInfo.InvariantCulture)))];
    }

    [Task]
    public static decimal Total(IEnumerable<Order> orders) => orders.Sum(o => o.Amount);

    [Task]
    public static void Report(IReadOnlyList<string> shops, IReadOnlyList<decimal> totals, ILogger logger)
    {
        foreach (var (shop, total) in shops.Zip(totals)) logger.LogInformation("{Shop}: {Total}", shop, total);
    }

    public static Flow<(MappedResult<decimal> Totals, TaskResult<decimal> Large)> Create() => Flow.Define("Orders", f =>
    {
        var shops = f.Parameter<List<string>>("shops", ["berlin", "milan"]);
        var orders = Extract(shops.Each());             // one run for each shop
        var totals = Total(orders.Each());              // each as soon as its shop is read
        Report(shops, totals);                          // all of them, together

        var large = orders.Flatten().Filter(order => order.Amount >= 100);
        return (totals, Total(large));
    });
}
