using System.ComponentModel;

namespace Flows.Sdk.Tests.Parameters;

public enum Region
{
    Europe,
    Asia,
}

[Description("What to load, and how.")]
public sealed record LoadSettings(
    string Table,
    [property: Description("Rows in one go.")] int Batch = 100,
    Region Region = Region.Europe,
    DateOnly? Since = null,
    RetrySettings? Retries = null,
    IReadOnlyList<Column>? Columns = null,
    Dictionary<string, double>? Weights = null);

public sealed record Column(string Name, string? Format);

public sealed class RetrySettings
{
    public required int Count { get; init; }
    public TimeSpan Delay { get; init; } = TimeSpan.FromMinutes(1);
}

public sealed record Percent
{
    public Percent(int value) => Value = value is >= 0 and <= 100 ? value : throw new ArgumentException($"{value} is no percentage.");

    public int Value { get; }
}
