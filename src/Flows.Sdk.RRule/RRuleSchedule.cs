using System.Text.Json;
using Flows.Schedules;
using Flows.Wire;

namespace Flows.RRule;

/// <summary>Schedules by recurrence rules, as calendars have them: <c>Schedule.RRule("FREQ=MONTHLY;BYDAY=-1FR", start, "Europe/Berlin")</c>.</summary>
public static class RRuleSchedule
{
    extension(Schedule)
    {
        /// <summary>
        /// Times of a recurrence rule of RFC 5545, on the wall clock of a zone. Where clocks are set back, a time that is shown twice counts once,
        /// the second time; where they are set forward, a time that is not shown comes as much later. The start counts only if it matches.
        /// </summary>
        /// <param name="rule">
        /// The rule, for example <c>FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=9</c>; or lines <c>DTSTART:</c>, <c>RRULE:</c>, <c>RDATE:</c>, <c>EXRULE:</c> and <c>EXDATE:</c>.
        /// </param>
        /// <param name="start">
        /// Where the rule counts from, on the zone's wall clock; what the rule leaves open, such as the hour, is as here.
        /// <value>The default is null: the line <c>DTSTART:</c>.</value>
        /// </param>
        /// <param name="timeZone">The zone's IANA name, for example <c>Europe/Berlin</c>. <value>The default is null: UTC.</value></param>
        /// <param name="end">The last time that counts, on the zone's wall clock. <value>The default is null: as the rule says.</value></param>
        /// <returns>The schedule.</returns>
        /// <exception cref="ScheduleException">The rule is malformed, never matches or has no start, there is no such zone, or it ends before it starts.</exception>
        public static Schedule RRule(string rule, DateTime? start = null, string? timeZone = null, DateTime? end = null)
        {
            ArgumentNullException.ThrowIfNull(rule);
            var zone = Zone.Find(timeZone);
            var set = RuleText.Read(rule, ZonedTime.From(start, zone, "start")?.Local, zone);
            return Schedule.Of(new RRuleClock(set, zone, new ZonedTime(set.Start, zone), ZonedTime.From(end, zone, "end")));
        }
    }

    /// <summary>Reads a schedule as the protocol stores it, also one that the original has written; its clocks may be of any kind.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ScheduleException">It is no schedule, or a part of it is not known.</exception>
    public static Schedule FromJson(JsonElement json) => Schedule.FromJson(json, clock => clock is RRuleClockDocument rule
        ? RRuleDocuments.Read(rule)
        : throw new ScheduleException($"A stored schedule has a clock of kind '{clock.Type}', which is not known here."));
}
