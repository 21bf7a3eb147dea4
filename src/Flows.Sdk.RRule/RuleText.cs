using System.Globalization;
using Flows.Schedules;

namespace Flows.RRule;

/// <summary>Rules and dates as calendars write them, one property on a line.</summary>
internal static class RuleText
{
    private const string Seconds = "yyyyMMdd'T'HHmmss";

    private static readonly string[] Formats = [Seconds, "yyyyMMdd'T'HHmmss'Z'", "yyyyMMdd"];

    /// <summary>Reads one rule, or lines with their names in front.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the rules count from; null for the line <c>DTSTART</c>.</param>
    /// <param name="zone">The zone of the wall clock.</param>
    /// <exception cref="ScheduleException">The text is malformed, or nothing says where it starts.</exception>
    public static RuleSet Read(string text, DateTime? start, Zone zone)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(SplitLine).ToList();
        if (lines.Find(l => l.Name is not ("DTSTART" or "RRULE" or "RDATE" or "EXRULE" or "EXDATE")) is { Name: { } unknown })
            throw new ScheduleException($"A recurrence rule has a line '{unknown}': its lines may be DTSTART, RRULE, RDATE, EXRULE and EXDATE.");
        var dtstart = start ?? Values("DTSTART").Select(v => Time(v, zone)).Cast<DateTime?>().FirstOrDefault() ?? throw new ScheduleException(
            $"Nothing says where the recurrence rule '{text.ReplaceLineEndings("; ")}' starts: give a start, or a line such as DTSTART:20210101T090000.");
        var set = new RuleSet
        {
            Rules = [.. Values("RRULE").Select(v => Rule(v, dtstart, zone))],
            Dates = [.. Values("RDATE").SelectMany(v => v.Split(',')).Select(v => Time(v, zone))],
            ExceptRules = [.. Values("EXRULE").Select(v => Rule(v, dtstart, zone))],
            ExceptDates = [.. Values("EXDATE").SelectMany(v => v.Split(',')).Select(v => Time(v, zone))],
        };
        return set.Rules.Count + set.Dates.Count > 0 ? set : throw new ScheduleException("A schedule by recurrence rules has no rule and no date: give it at least one, for example 'FREQ=DAILY'.");

        IEnumerable<string> Values(string name) => lines.Where(l => l.Name == name).Select(l => l.Value);
    }

    /// <summary>Reads a rule; its end, which may be in UTC, is taken to the wall clock.</summary>
    /// <exception cref="ScheduleException">The rule is malformed.</exception>
    public static Rule Rule(string text, DateTime start, Zone zone)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToLookup(IsUntil);
        return new(string.Join(';', parts[false]), start, parts[true].Select(p => Time(p[6..], zone)).Cast<DateTime?>().FirstOrDefault());
    }

    /// <summary>The rule as the original writes it.</summary>
    public static string Write(Rule rule) =>
        $"DTSTART:{Format(rule.Start)}\nRRULE:{rule.Text}{(rule.Until is { } until ? $";UNTIL={Format(until)}" : "")}";

    private static string Format(DateTime time) => time.ToString(Seconds, CultureInfo.InvariantCulture);

    private static bool IsUntil(string part) => part.StartsWith("UNTIL=", StringComparison.OrdinalIgnoreCase);

    private static DateTime Time(string text, Zone zone)
    {
        if (!DateTime.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            throw new ScheduleException($"'{text}' is no time of a recurrence rule: write it as 20210101T090000, with a Z behind it for UTC.");
        return text.TrimEnd().EndsWith('Z') ? zone.On(new DateTimeOffset(time, TimeSpan.Zero)).DateTime : time;
    }

    /// <summary>Parameters of a property, such as a zone, stand before the colon; the zone is given apart.</summary>
    private static (string Name, string Value) SplitLine(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return ("RRULE", line);
        var (name, value) = (line[..colon].ToUpperInvariant(), line[(colon + 1)..]);
        return name.Contains(';', StringComparison.Ordinal)
            ? throw new ScheduleException($"A recurrence rule has the line '{line}': leave out what stands between '{name.Split(';')[0]}' and the colon, and name the zone by timeZone.")
            : (name, value);
    }
}
