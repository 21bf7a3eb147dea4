using System.Text.Json;
using Flows.Schedules;
using Flows.Wire;

namespace Flows;

public sealed partial class Schedule
{
    /// <summary>Reads a schedule as the protocol stores it, also one that the original has written.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ScheduleException">
    /// It is no schedule, or a part of it is not known. Recurrence rules are read by the package Flows.Sdk.RRule.
    /// </exception>
    public static Schedule FromJson(JsonElement json) => FromJson(json, static clock => throw new ScheduleException(
        $"A stored schedule has a clock of kind '{clock.Type}', which is not known here"
        + (clock is RRuleClockDocument ? ": read it with RRuleSchedule.FromJson of the package Flows.Sdk.RRule." : ".")));

    /// <summary>The schedule as the protocol stores it.</summary>
    /// <returns>The JSON.</returns>
    public JsonElement ToJson() => new ScheduleDocument
    {
        Clocks = [.. Clocks.Select(c => c.ToDocument())],
        Filters = [.. Filters.Select(f => f.Document)],
        OrFilters = [.. OrFilters.Select(f => f.Document)],
        NotFilters = [.. NotFilters.Select(f => f.Document)],
        Adjustments = [.. Adjustments.Select(a => a.Document)],
    }.ToJson();

    /// <param name="json">The JSON.</param>
    /// <param name="more">Reads the kinds of clocks that are not known here.</param>
    internal static Schedule FromJson(JsonElement json, Func<ClockDocument, Clock> more)
    {
        try
        {
            var document = ScheduleDocument.FromJson(json);
            if (document.Clocks.Count == 0) throw new ScheduleException("A stored schedule has no clock, so it never makes a run.");
            return new([.. document.Clocks.Select(c => Read(c, more))])
            {
                Filters = [.. document.Filters.Select(FilterDocuments.Filter)],
                OrFilters = [.. document.OrFilters.Select(FilterDocuments.Filter)],
                NotFilters = [.. document.NotFilters.Select(FilterDocuments.Filter)],
                Adjustments = [.. document.Adjustments.Select(FilterDocuments.Adjustment)],
            };
        }
        catch (JsonException e)
        {
            throw new ScheduleException($"That is no stored schedule: {e.Message}", e);
        }
    }

    private static Clock Read(ClockDocument document, Func<ClockDocument, Clock> more)
    {
        Clock clock = document switch
        {
            IntervalClockDocument c => new IntervalClock(IntervalOf(c), ZonedTime.Read(c.StartDate), ZonedTime.Read(c.EndDate)),
            CronClockDocument c => new CronClock(CronText.FromWire(c.Cron), c.DayOr ?? true, ZonedTime.Read(c.StartDate), ZonedTime.Read(c.EndDate)),
            DatesClockDocument c => new DatesClock([.. c.Dates.Select(d => ZonedTime.Read(d)!)]),
            _ => more(document),
        };
        return clock with { Labels = document.Labels, ParameterDefaults = document.ParameterDefaults };
    }

    private static TimeSpan IntervalOf(IntervalClockDocument clock) => Math.Abs(clock.Interval) < TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond
        ? TimeSpan.FromTicks(clock.Interval * TimeSpan.TicksPerMicrosecond)
        : throw new ScheduleException($"The interval of a stored schedule, {clock.Interval} microseconds, is longer than the calendar.");
}
