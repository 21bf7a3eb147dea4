using System.Globalization;

namespace Flows.Wire;

/// <summary>A wall-clock time and the zone whose clock shows it (contract section 1.1).</summary>
public sealed record ZonedTimeDocument
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss";

    /// <summary>The time without an offset, for example <c>2021-03-12T09:00:00</c>.</summary>
    public required string Dt { get; init; }

    /// <summary>The zone's IANA name, or a fixed offset as <c>+05:30</c>. <value>The default is <c>UTC</c>.</value></summary>
    public string Tz { get; init => field = value ?? "UTC"; } = "UTC";

    internal static string Format(DateTime local) =>
        local.ToString(local.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond == 0 ? Seconds : $"{Seconds}.ffffff", CultureInfo.InvariantCulture);
}
