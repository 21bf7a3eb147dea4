using Flows;
using Microsoft.Extensions.Logging;

public enum Span
{
    Day,
    Month,
}

/// <summary>One flow with two clocks, each with a value for the parameter: on weekdays the day before, on the first of a month the month before.</summary>
public static partial class DailyReport
{
    /// <summary>The first day that is reported; it follows from the time for which the run was planned, so a late run reports the same.</summary>
    [Task]
    public static DateOnly Start(Span span, TaskRunContext context)
    {
        var today = DateOnly.FromDateTime((context.ScheduledStartTime ?? context.TimeProvider.GetUtcNow()).UtcDateTime);
        return span == Span.Day ? today.AddDays(-1) : today.AddMonths(-1);
    }

    [Task(RunName = "report-{start:yyyy-MM-dd}")]
    public static string Report(Span span, DateOnly start, ILogger logger)
    {
        var title = $"{span} from {start:yyyy-MM-dd}";
        logger.LogInformation("{Title}", title);
        return title;
    }

    public static Flow<TaskResult<string>> Create() => Flow
        .Define("Report", f =>
        {
            var span = f.Parameter("span", Span.Day);
            return Report(span, Start(span));
        })
        .WithSchedule(Schedule.Combine(
            Schedule.Cron("0 6 * * MON-FRI", "Europe/Berlin").WithParameters(new() { ["span"] = Span.Day }),
            Schedule.Cron("0 7 1 * *", "Europe/Berlin").WithParameters(new() { ["span"] = Span.Month })));
}
