using System.Globalization;

namespace Flows.Schedules;

/// <summary>
/// A time zone by its IANA name. What the wall clock shows twice means the second time, and what it never shows is as much later as it was
/// set forward: so the original's clocks have it.
/// </summary>
internal sealed class Zone : IEquatable<Zone>
{
    private readonly TimeZoneInfo info;

    private Zone(string name, TimeZoneInfo info) => (Name, this.info) = (name, info);

    public static Zone Utc { get; } = new("UTC", TimeZoneInfo.Utc);

    public string Name { get; }

    /// <summary>Whether its offset ever changes.</summary>
    public bool Changes => info.SupportsDaylightSavingTime || info.GetAdjustmentRules().Length > 0;

    /// <summary>The zone of a name; null is UTC. The protocol also has fixed offsets, as <c>+05:30</c>.</summary>
    /// <exception cref="ScheduleException">There is no such zone.</exception>
    public static Zone Find(string? name)
    {
        if (name is null or "UTC" or "utc" or "Z") return Utc;
        if (name is ['+' or '-', .. var digits] && TimeSpan.TryParseExact(digits, @"hh\:mm", CultureInfo.InvariantCulture, out var offset))
            return Fixed(name[0] == '-' ? -offset : offset);
        try
        {
            var info = TimeZoneInfo.FindSystemTimeZoneById(name);
            return info.HasIanaId ? new(name, info) : throw Unknown(name, null);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException or UnauthorizedAccessException)
        {
            throw Unknown(name, e);
        }
    }

    /// <summary>A zone whose offset never changes.</summary>
    public static Zone Fixed(TimeSpan offset)
    {
        if (offset == TimeSpan.Zero) return Utc;
        var name = $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
        return new(name, TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name));
    }

    /// <summary>When the wall clock shows a time.</summary>
    public DateTimeOffset At(DateTime local)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (IsSkipped(local)) return On(new DateTimeOffset(local, info.GetUtcOffset(DateTime.SpecifyKind(local.AddDays(-1), DateTimeKind.Utc))));
        return new(local, info.IsAmbiguousTime(local) ? info.GetAmbiguousTimeOffsets(local).Min() : info.GetUtcOffset(local));
    }

    /// <summary>Whether the wall clock never shows a time, since it was set forward.</summary>
    public bool IsSkipped(DateTime local) => info.IsInvalidTime(DateTime.SpecifyKind(local, DateTimeKind.Unspecified));

    /// <summary>What the wall clock shows at an instant.</summary>
    public DateTimeOffset On(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, info);

    /// <summary>Adds whole days by the wall clock, so that the hour stays, and the rest as time that passes.</summary>
    public DateTimeOffset Add(DateTimeOffset time, TimeSpan span)
    {
        var days = Math.Floor(span.TotalDays);
        var day = days == 0 ? time : At(On(time).DateTime.AddDays(days));
        return On(day + (span - TimeSpan.FromDays(days)));
    }

    /// <summary>By how much the wall clock is set back at most on the days around an instant.</summary>
    public TimeSpan SetBackAround(DateTimeOffset instant)
    {
        var (before, after) = (On(instant.AddDays(-1)).Offset, On(instant.AddDays(1)).Offset);
        return before > after ? before - after : TimeSpan.Zero;
    }

    public bool Equals(Zone? other) => other is not null && Name == other.Name;

    public override bool Equals(object? obj) => Equals(obj as Zone);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    private static ScheduleException Unknown(string name, Exception? cause) =>
        new($"There is no time zone '{name}': use an IANA name, for example Europe/Berlin; "
            + "if the name is right, this machine has no time zone data (package tzdata on Linux).", cause);
}
