using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;

namespace Flows.RRule;

/// <summary>One recurrence rule with its start, on a wall clock: the library is asked for times without a zone.</summary>
internal sealed class Rule
{
    /// <summary>How many steps of a rule may match nothing before it counts as ended: more than a week of seconds.</summary>
    private const int MostMisses = 1_000_000;

    private static readonly EvaluationOptions Options = new() { MaxUnmatchedIncrementsLimit = MostMisses };

    private readonly CalendarEvent calendar;

    /// <exception cref="ScheduleException">The rule is malformed or never matches.</exception>
    public Rule(string text, DateTime start, DateTime? until)
    {
        (Text, Start, Until) = (text, start, until);
        calendar = new() { Start = Floating(start), RecurrenceRule = Parse(text) };
        if (!From(start).Any()) throw new ScheduleException($"No time ever matches the recurrence rule '{text}' from {start:s} on: change the rule or its start.");
    }

    /// <summary>The rule without <c>UNTIL</c>, which is <see cref="Until"/>.</summary>
    public string Text { get; }

    public DateTime Start { get; }

    /// <summary>The last time that counts; null for no limit.</summary>
    public DateTime? Until { get; }

    /// <summary>Its times from one on, ascending.</summary>
    public IEnumerable<DateTime> From(DateTime from)
    {
        var begin = from > Start ? from : Start;
        using var times = calendar.GetOccurrences(Floating(begin), Options).GetEnumerator();
        while (TryNext(times) is { } time && time <= (Until ?? DateTime.MaxValue))
        {
            if (time >= begin) yield return time;
        }
    }

    /// <summary>The next time; null at the end, which for rules without one is the end of the calendar.</summary>
    private static DateTime? TryNext(IEnumerator<Occurrence> times)
    {
        try
        {
            return times.MoveNext() ? DateTime.SpecifyKind(times.Current.Period.StartTime.Value, DateTimeKind.Unspecified) : null;
        }
        catch (EvaluationException)
        {
            return null;
        }
    }

    /// <summary>Whole seconds without a zone.</summary>
    private static CalDateTime Floating(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Unspecified));

    private static RecurrenceRule Parse(string text)
    {
        try
        {
            return new(Widen(text.ToUpperInvariant()));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or OverflowException or NotSupportedException)
        {
            throw new ScheduleException($"'{text}' is no recurrence rule: {e.Message.Split(" (Parameter", 2)[0].TrimEnd('.')}. Write it as in RFC 5545, for example 'FREQ=WEEKLY;BYDAY=MO,TH'.", e);
        }
    }

    /// <summary>What the original takes for whole weeks, or for every month, is a single day, or the start's month, to the library.</summary>
    private static string Widen(string text)
    {
        if (Has("BYWEEKNO") && !Has("BYDAY")) return $"{text};BYDAY=MO,TU,WE,TH,FR,SA,SU";
        return text.Contains("FREQ=YEARLY", StringComparison.Ordinal) && Has("BYMONTHDAY") && !Has("BYMONTH") && !Has("BYWEEKNO") && !Has("BYYEARDAY") && !HasNumberedDay()
            ? $"{text};BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12"
            : text;

        bool HasNumberedDay() => text.Split(';').Any(p => p.StartsWith("BYDAY=", StringComparison.Ordinal) && p.Any(char.IsDigit));
        bool Has(string part) => text.Contains($"{part}=", StringComparison.Ordinal);
    }
}
