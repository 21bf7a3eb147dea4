using System.Globalization;

namespace Flows.Cli.Output;

/// <summary>How long ago something was, for people.</summary>
internal static class Age
{
    public static string Of(DateTimeOffset then, DateTimeOffset now)
    {
        var age = now - then;
        if (age < TimeSpan.FromSeconds(1)) return "just now";
        var (count, unit) = age switch
        {
            { TotalMinutes: < 1 } => ((int)age.TotalSeconds, "second"),
            { TotalHours: < 1 } => ((int)age.TotalMinutes, "minute"),
            { TotalDays: < 1 } => ((int)age.TotalHours, "hour"),
            { TotalDays: < 7 } => ((int)age.TotalDays, "day"),
            { TotalDays: < 31 } => ((int)age.TotalDays / 7, "week"),
            { TotalDays: < 365 } => ((int)(age.TotalDays / 30.44), "month"),
            _ => ((int)(age.TotalDays / 365.25), "year"),
        };
        count = Math.Max(count, 1);
        return string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")} ago");
    }
}
