using Cronos;

namespace Flows.Schedules;

/// <summary>
/// A cron expression of five fields, or of six. Authors write the second first, as is usual in .NET; the protocol has it last, and the
/// last weekday of a month as <c>L5</c> where we have <c>5L</c>.
/// </summary>
internal sealed class CronText
{
    private static readonly Dictionary<string, string> Macros = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    /// <summary>Fields that stand for every day.</summary>
    private static readonly HashSet<string> Unlimited = new(StringComparer.OrdinalIgnoreCase) { "*", "?", "*/1", "1-31", "0-6", "0-7", "1-7", "SUN-SAT", "MON-SUN" };

    private readonly string? second;
    private readonly string[] fields;

    private CronText(string? second, string[] fields) => (this.second, this.fields) = (second, fields);

    /// <exception cref="ScheduleException">It has neither five nor six fields.</exception>
    public static CronText FromAuthor(string text) => Split(text) switch
    {
        { Length: 5 } five => new(null, five),
        [var second, .. { Length: 5 } rest] => new(second, rest),
        _ => throw Malformed(text, "it has neither five nor six fields"),
    };

    /// <exception cref="ScheduleException">It has neither five nor six fields.</exception>
    public static CronText FromWire(string text) => Split(text) switch
    {
        { Length: 5 } five => new(null, [.. five[..4], Swap(five[4], IsWireLast)]),
        [.. { Length: 4 } four, var weekday, var second] => new(second, [.. four, Swap(weekday, IsWireLast)]),
        _ => throw Malformed(text, "it has neither five nor six fields"),
    };

    public string ToWire()
    {
        string[] five = [.. fields[..4].Select(Star), Star(Swap(fields[4], IsOurLast))];
        return string.Join(' ', second is null ? five : [.. five, second]);
    }

    public override string ToString() => string.Join(' ', second is null ? fields : [second, .. fields]);

    /// <summary>The expressions one of which a time must match. Cronos wants both the day and the weekday; cron, unless it is told otherwise, one of them.</summary>
    /// <exception cref="ScheduleException">It is malformed, or no time ever matches it.</exception>
    public IReadOnlyList<CronExpression> Parse(bool dayOr)
    {
        var either = dayOr && !Unlimited.Contains(fields[2]) && !Unlimited.Contains(fields[4]);
        var expressions = either ? [Parse(fields[2], "*"), Parse("*", fields[4])] : new[] { Parse(fields[2], fields[4]) };
        return expressions.Any(e => e.GetNextOccurrence(DateTime.UnixEpoch) is not null)
            ? expressions
            : throw new ScheduleException($"No day ever matches the cron expression '{this}': change its day, month or weekday.");
    }

    private CronExpression Parse(string day, string weekday)
    {
        var text = string.Join(' ', second ?? "0", fields[0], fields[1], day, fields[3], weekday);
        try
        {
            return CronExpression.Parse(text, CronFormat.IncludeSeconds);
        }
        catch (Exception e) when (e is FormatException or MissingSeedException)
        {
            throw Malformed(ToString(), e.Message.TrimEnd('.'));
        }
    }

    private static string[] Split(string text)
    {
        var trimmed = text.Trim();
        return Macros.GetValueOrDefault(trimmed, trimmed).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The original has no <c>?</c>.</summary>
    private static string Star(string field) => field == "?" ? "*" : field;

    private static bool IsWireLast(string word) => word is ['L' or 'l', >= '0' and <= '7'];

    private static bool IsOurLast(string word) => word is [>= '0' and <= '7', 'L' or 'l'];

    private static string Swap(string weekday, Func<string, bool> isLast) => string.Join(',', weekday.Split(',').Select(w => isLast(w) ? $"{w[1]}{w[0]}" : w));

    private static ScheduleException Malformed(string text, string why) => new(
        $"'{text}' is no cron expression: {why}. Write minute, hour, day, month and weekday, for example '0 6 * * MON-FRI'; a sixth field, in front, is the second.");
}
