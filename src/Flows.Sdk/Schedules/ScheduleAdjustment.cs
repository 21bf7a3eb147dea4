using System.Text.Json;
using Flows.Schedules;
using Flows.Wire;

namespace Flows;

/// <summary>Moves the times of a schedule that its filters let pass; see <see cref="Schedule.Adjust"/>.</summary>
public sealed class ScheduleAdjustment
{
    private readonly Func<DateTimeOffset, Zone, DateTimeOffset> move;

    private ScheduleAdjustment(string name, Func<DateTimeOffset, Zone, DateTimeOffset> move, params ReadOnlySpan<(string Name, JsonElement Value)> values)
    {
        this.move = move;
        var kwargs = new Dictionary<string, JsonElement>();
        foreach (var (key, value) in values) kwargs[key] = value;
        Document = new() { Fn = FilterDocuments.AdjustmentPrefix + name, Kwargs = kwargs };
    }

    /// <summary>A time on a Saturday or Sunday becomes the same time on the Monday after.</summary>
    public static ScheduleAdjustment NextWeekday { get; } = new("next_weekday", static (time, zone) =>
    {
        while (time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) time = zone.Add(time, TimeSpan.FromDays(1));
        return time;
    });

    internal FunctionDocument Document { get; }

    /// <summary>Adds to each time: whole days by the wall clock, the rest as time that passes.</summary>
    /// <param name="span">How much; it may be negative.</param>
    /// <returns>The adjustment.</returns>
    public static ScheduleAdjustment Add(TimeSpan span) => new("add", (time, zone) => zone.Add(time, span), ("interval", FunctionValues.Of(span)));

    /// <summary>The adjustment's name, as the protocol has it.</summary>
    /// <returns>For example <c>next_weekday</c>.</returns>
    public override string ToString() => Document.Fn[FilterDocuments.AdjustmentPrefix.Length..];

    internal DateTimeOffset Move(DateTimeOffset time, Zone zone) => move(time, zone);
}
