using Flows.Schedules;
using Flows.Wire;

namespace Flows.RRule;

/// <summary>Times at which the wall clock of a zone shows what recurrence rules say.</summary>
internal sealed record RRuleClock : WallClock
{
    private readonly RuleSet set;

    public RRuleClock(RuleSet set, Zone zone, ZonedTime? start, ZonedTime? end)
    {
        (this.set, Zone, Start, End) = (set, zone, start, end);
        CheckBounds();
    }

    /// <summary>The rules' own zone; that of the start only bounds them.</summary>
    public override Zone Zone { get; }

    public override string Describe() => $"rrule \"{set}\"";

    protected override IEnumerable<DateTime> Locals(DateTime after) => set.From(after);

    protected override ClockDocument Write() => RRuleDocuments.Write(set, Zone) with { StartDate = Start?.ToDocument(), EndDate = End?.ToDocument() };
}
