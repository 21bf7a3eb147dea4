using System.Text.Json;

namespace Flows;

/// <summary>One time at which a run is due, and what its clock gives to that run.</summary>
public sealed record ScheduleEvent
{
    private static readonly IReadOnlyDictionary<string, JsonElement> NoDefaults = new Dictionary<string, JsonElement>();

    /// <summary>The time, with the offset of the clock's zone.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Values for parameters of the run, by name; they go before other values. <value>Empty by default.</value></summary>
    public IReadOnlyDictionary<string, JsonElement> ParameterDefaults { get; init; } = NoDefaults;

    /// <summary>The labels of the run. <value>The default is null: those of the flow. An empty list is none.</value></summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Whether the time, the values and the labels are the same.</summary>
    /// <param name="other">Another event.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(ScheduleEvent? other) =>
        other is not null && Time == other.Time && AreSame(Labels, other.Labels) && AreSame(ParameterDefaults, other.ParameterDefaults);

    /// <inheritdoc/>
    public override int GetHashCode() => Time.GetHashCode();

    private static bool AreSame(IReadOnlyList<string>? a, IReadOnlyList<string>? b) => ReferenceEquals(a, b) || (a is not null && b is not null && a.SequenceEqual(b, StringComparer.Ordinal));

    private static bool AreSame(IReadOnlyDictionary<string, JsonElement> a, IReadOnlyDictionary<string, JsonElement> b) =>
        ReferenceEquals(a, b) || (a.Count == b.Count && a.All(v => b.TryGetValue(v.Key, out var value) && JsonElement.DeepEquals(v.Value, value)));
}
