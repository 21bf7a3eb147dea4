using System.Globalization;
using System.Text.Json;
using Flows.Wire;

namespace Flows.Schedules;

/// <summary>Values inside of function references that are no JSON: text with a tag in front (contract section 1.1).</summary>
internal static class FunctionValues
{
    private const string DateTimeTag = "//datetime:";
    private const string TimeTag = "//time:";
    private const string SpanTag = "//timedelta:";

    public static JsonElement Of(DateTimeOffset time) => Text($"{DateTimeTag}{WireTime.Format(time)}");

    public static JsonElement Of(TimeOnly time) =>
        Text(TimeTag + time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.ffffff", CultureInfo.InvariantCulture));

    public static JsonElement Of(TimeSpan span)
    {
        var seconds = span.TotalSeconds.ToString("R", CultureInfo.InvariantCulture);
        return Text($"{SpanTag}{seconds}{(seconds.AsSpan().IndexOfAny(".E") < 0 ? ".0" : "")}");
    }

    public static JsonElement Of(int number) => JsonElement.Parse(number.ToString(CultureInfo.InvariantCulture));

    /// <exception cref="ScheduleException">The value is missing or another one.</exception>
    public static DateTimeOffset Instant(this FunctionDocument function, string name) =>
        DateTimeOffset.TryParse(Untag(function, name, DateTimeTag), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time : throw Wrong(function, name, "a time such as //datetime:2021-03-12T09:00:00+00:00");

    /// <exception cref="ScheduleException">The value is missing or another one.</exception>
    public static TimeOnly Time(this FunctionDocument function, string name) =>
        TimeOnly.TryParse(Untag(function, name, TimeTag), CultureInfo.InvariantCulture, out var time) ? time : throw Wrong(function, name, "a time of day such as //time:09:00:00");

    /// <exception cref="ScheduleException">The value is missing or another one.</exception>
    public static TimeSpan Span(this FunctionDocument function, string name) =>
        double.TryParse(Untag(function, name, SpanTag), CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds) : throw Wrong(function, name, "seconds such as //timedelta:300.0");

    /// <exception cref="ScheduleException">The value is missing or another one.</exception>
    public static int Number(this FunctionDocument function, string name) =>
        function.Kwargs.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number : throw Wrong(function, name, "a whole number");

    private static string? Untag(FunctionDocument function, string name, string tag) =>
        function.Kwargs.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString()!.StartsWith(tag, StringComparison.Ordinal)
            ? value.GetString()![tag.Length..] : null;

    private static ScheduleException Wrong(FunctionDocument function, string name, string what) =>
        new($"'{function.Fn}' of a stored schedule needs the value '{name}': {what}.");

    private static JsonElement Text(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");
}
