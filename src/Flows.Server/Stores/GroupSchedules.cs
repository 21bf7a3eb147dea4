using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>The schedule of a flow group, which stands in place of those of its flows (contract section 4.6).</summary>
internal sealed class GroupSchedules(IDatabase database, FlowSchedules schedules, Clock clock)
{
    private const string LocalTime = "yyyy-MM-dd'T'HH:mm:ss.ffffff";

    /// <summary>One clock of a schedule: a cron expression, or an interval in seconds.</summary>
    internal sealed record ClockWish(string? Cron, long? IntervalSeconds, JsonElement? ParameterDefaults);

    /// <summary>Sets the schedule. Runs of the old one that have not started go, those of the new one come at once where the schedule of a flow is on.</summary>
    /// <param name="group">The group.</param>
    /// <param name="clocks">The clocks.</param>
    /// <param name="timeZone">The IANA name of the zone whose wall clock they follow; null is UTC.</param>
    /// <param name="cancellationToken">Gives up before it starts.</param>
    /// <exception cref="RequestException">A clock or the zone cannot be, or there is no such group.</exception>
    public Task SetAsync(Guid group, IReadOnlyList<ClockWish> clocks, string? timeZone, CancellationToken cancellationToken)
    {
        if (clocks.Count == 0)
            throw new RequestException("A schedule needs a clock: send cron_clocks or interval_clocks, or call delete_flow_group_schedule.", ErrorCodes.Data);
        var start = timeZone is null ? null : StartNow(timeZone);
        var schedule = new JsonObject { ["type"] = "Schedule", ["clocks"] = new JsonArray([.. clocks.Select(c => Write(c, start))]) };
        Check(schedule);
        return ReplaceAsync(group, new JsonText(schedule.ToJsonString(JsonText.Plain)), cancellationToken);
    }

    /// <summary>Takes the schedule away, so that those of the flows count again.</summary>
    public Task DeleteAsync(Guid group, CancellationToken cancellationToken) => ReplaceAsync(group, null, cancellationToken);

    private Task<bool> ReplaceAsync(Guid group, JsonText? schedule, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.ChangeAsync(FlowGroups.What, group, "update flow_group set schedule = @schedule, updated = @now where id = @id",
                ("schedule", schedule), ("now", clock.Now));
            var flows = await session.QueryAsync("select id from flow where flow_group_id = @group order by id", r => r.GetGuid(0), ("group", group));
            foreach (var flow in flows) await schedules.RenewAsync(session, flow);
            return true;
        },
        cancellationToken);

    private static JsonObject Write(ClockWish wish, JsonObject? start)
    {
        var json = wish.Cron is { } cron
            ? new JsonObject { ["type"] = "CronClock", ["cron"] = cron }
            : new JsonObject { ["type"] = "IntervalClock", ["interval"] = wish.IntervalSeconds * 1_000_000 };
        json["start_date"] = start?.DeepClone();
        json["parameter_defaults"] = JsonInput.Object(wish.ParameterDefaults, "parameter_defaults") ?? [];
        return json;
    }

    private JsonObject StartNow(string timeZone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) || !zone.HasIanaId)
            throw new RequestException($"There is no time zone \"{timeZone}\": use an IANA name, for example Europe/Berlin.", ErrorCodes.Data);
        var local = TimeZoneInfo.ConvertTime(clock.Now, zone).ToString(LocalTime, CultureInfo.InvariantCulture);
        return new() { ["dt"] = local, ["tz"] = timeZone };
    }

    private static void Check(JsonObject schedule)
    {
        try
        {
            Schedule.FromJson(JsonElement.Parse(schedule.ToJsonString()));
        }
        catch (ScheduleException e)
        {
            throw new RequestException($"Invalid clock provided for schedule: {e.Message}", ErrorCodes.Data);
        }
    }
}
