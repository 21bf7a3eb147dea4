using System.Globalization;
using Flows.Testing;

namespace Flows.Samples.Tests;

public sealed class DailyReportTests
{
    [Fact]
    public void Schedule_OverTheFirstOfAMonth_HasBothClocks()
    {
        var friday = new DateTimeOffset(2026, 10, 30, 0, 0, 0, TimeSpan.Zero);
        DailyReport.Create().Schedule!.Next(4, friday).Select(e => $"{e.Time.UtcDateTime.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)} {e.ParameterDefaults["span"]}")
            .ShouldBe(["10-30 05:00 Day", "11-01 06:00 Month", "11-02 05:00 Day", "11-03 05:00 Day"]);
    }

    [Fact]
    public async Task Flow_OnItsSchedule_ReportsTheDayOrMonthBefore()
    {
        var flow = DailyReport.Create();
        var reports = new List<string>();
        await foreach (var state in flow.RunOnScheduleAsync(options: new() { TimeProvider = new VirtualTime(new(2026, 10, 30, 0, 0, 0, TimeSpan.Zero)) }))
        {
            reports.Add(state.Result(flow.Output));
            if (reports.Count == 3) break;
        }

        reports.ShouldBe(["Day from 2026-10-29", "Month from 2026-10-01", "Day from 2026-11-01"]);
    }
}
