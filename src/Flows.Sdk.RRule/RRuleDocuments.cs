using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.Schedules;
using Flows.Wire;

namespace Flows.RRule;

/// <summary>
/// Recurrence rules as the protocol stores them (contract section 1.7). It knows fixed offsets only; the name of a zone stands in a key of
/// ours, which the original ignores.
/// </summary>
internal static class RRuleDocuments
{
    private const string Single = "rrule";
    private const string Set = "rruleset";

    /// <exception cref="ScheduleException">It is no recurrence rule.</exception>
    public static RRuleClock Read(RRuleClockDocument document)
    {
        try
        {
            var json = document.RruleObj;
            var starts = (IsSet(json) ? json.GetProperty("_rrule").EnumerateArray().ToList() : [json]).Select(r => Text(r, "_dtstart"));
            var zone = document.FlowsTimeZone is { } name ? Zone.Find(name) : ZoneOf(starts.FirstOrDefault(s => s is not null));
            return new(ReadSet(json, zone), zone, ZonedTime.Read(document.StartDate), ZonedTime.Read(document.EndDate));
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException)
        {
            throw new ScheduleException($"The recurrence rule of a stored schedule is not readable: {e.Message}", e);
        }
    }

    public static RRuleClockDocument Write(RuleSet set, Zone zone)
    {
        var json = set.IsSingle ? WriteRule(set.Rules[0], zone, Single) : new JsonObject
        {
            ["type"] = Set,
            ["_rrule"] = new JsonArray([.. set.Rules.Select(r => WriteRule(r, zone, null))]),
            ["_rdate"] = WriteDates(set.Dates, zone),
            ["_exrule"] = new JsonArray([.. set.ExceptRules.Select(r => WriteRule(r, zone, null))]),
            ["_exdate"] = WriteDates(set.ExceptDates, zone),
            ["__version__"] = WireConstants.CoreVersion,
        };
        return new() { RruleObj = JsonElement.Parse(json.ToJsonString()), FlowsTimeZone = zone.Name.Contains('/', StringComparison.Ordinal) ? zone.Name : null };
    }

    private static RuleSet ReadSet(JsonElement json, Zone zone) => !IsSet(json) ? new() { Rules = [ReadRule(json, zone)] } : new()
    {
        Rules = [.. json.GetProperty("_rrule").EnumerateArray().Select(r => ReadRule(r, zone))],
        Dates = ReadDates(json, "_rdate", zone),
        ExceptRules = [.. json.GetProperty("_exrule").EnumerateArray().Select(r => ReadRule(r, zone))],
        ExceptDates = ReadDates(json, "_exdate", zone),
    };

    private static Rule ReadRule(JsonElement json, Zone zone)
    {
        var start = Text(json, "_dtstart") is { } iso ? ZonedTime.Parse(iso, zone).Local : (DateTime?)null;
        var rule = RuleText.Read(json.GetProperty("rr").GetString() ?? "", start, zone) is { Rules: [var only] } ? only
            : throw new ScheduleException("The recurrence rule of a stored schedule has no line RRULE, or several.");
        return Text(json, "_until") is { } until ? new(rule.Text, rule.Start, ZonedTime.Parse(until, zone).Local) : rule;
    }

    private static IReadOnlyList<DateTime> ReadDates(JsonElement json, string key, Zone zone) =>
        [.. json.GetProperty(key).EnumerateArray().Select(d => ZonedTime.Parse(d.GetString() ?? "", zone).Local)];

    private static JsonObject WriteRule(Rule rule, Zone zone, string? type)
    {
        var json = new JsonObject
        {
            ["rr"] = RuleText.Write(rule),
            ["_dtstart"] = Iso(rule.Start, zone),
            ["_until"] = rule.Until is { } until ? Iso(until, zone) : null,
            ["__version__"] = WireConstants.CoreVersion,
        };
        if (type is not null) json["type"] = type;
        return json;
    }

    private static JsonArray WriteDates(IEnumerable<DateTime> dates, Zone zone) => new([.. dates.Select(d => (JsonNode?)Iso(d, zone))]);

    /// <summary>The original takes times without an offset for UTC.</summary>
    private static string Iso(DateTime local, Zone zone) => zone == Zone.Utc ? ZonedTimeDocument.Format(local) : WireTime.Format(zone.At(local));

    /// <summary>The fixed offset that a stored time has; without one it is UTC.</summary>
    private static Zone ZoneOf(string? iso) =>
        iso is not null && DateTimeOffset.TryParse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? Zone.Fixed(time.Offset) : Zone.Utc;

    private static bool IsSet(JsonElement json) => Text(json, "type") == Set;

    private static string? Text(JsonElement json, string key) => json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
