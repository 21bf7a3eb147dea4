using System.Globalization;
using Flows.Wire;

namespace Flows.Schedules;

/// <summary>A wall-clock time of a zone.</summary>
internal sealed record ZonedTime(DateTime Local, Zone Zone)
{
    public DateTimeOffset Instant => Zone.At(Local);

    /// <summary>What an author gave: the wall clock of the zone, or UTC where the value says so.</summary>
    /// <exception cref="ScheduleException">The value is of the machine's own zone.</exception>
    public static ZonedTime? From(DateTime? time, Zone zone, string what) => time is not { } value ? null : value.Kind switch
    {
        DateTimeKind.Unspecified => new(value, zone),
        DateTimeKind.Utc => new(zone.On(value).DateTime, zone),
        _ => throw new ScheduleException(
            $"The {what} of a schedule, {value:s}, is a local time of this machine, and other machines would read it otherwise: "
            + $"give the wall-clock time of {zone.Name} as new DateTime(year, month, day, hour, minute, 0)."),
    };

    /// <exception cref="ScheduleException">It is no time, or there is no such zone.</exception>
    public static ZonedTime? Read(ZonedTimeDocument? document) => document is null ? null : Parse(document.Dt, Zone.Find(document.Tz));

    /// <summary>Reads ISO 8601; text with an offset is taken to the zone.</summary>
    /// <exception cref="ScheduleException">It is no time.</exception>
    public static ZonedTime Parse(string text, Zone zone)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time))
            throw new ScheduleException($"'{text}' is no time of a schedule: write it in ISO 8601, for example 2021-03-12T09:00:00.");
        return time.Kind == DateTimeKind.Unspecified ? new(time, zone) : new(zone.On(time).DateTime, zone);
    }

    public ZonedTimeDocument ToDocument() => new() { Dt = ZonedTimeDocument.Format(Local), Tz = Zone.Name };
}
