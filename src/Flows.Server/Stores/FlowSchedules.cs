using System.Text.Json;
using Flows.Server.Data;
using Flows.Server.Errors;

namespace Flows.Server.Stores;

/// <summary>Whether the schedule of a flow is on (contract section 4.6).</summary>
internal sealed class FlowSchedules(IDatabase database, ScheduledRuns runs, Clock clock)
{
    /// <summary>Says that there is nothing to turn on; to clients it is no error.</summary>
    public const string NoSchedule = "The flow has no schedule.";

    private sealed record Row(string? Schedule, string? GroupSchedule, string Parameters, string GroupParameters)
    {
        /// <summary>The schedule that counts.</summary>
        public string? Effective => GroupSchedule ?? Schedule;
    }

    /// <returns>False when neither the flow nor its group has a schedule.</returns>
    /// <exception cref="RequestException">A required parameter would be missing in its runs.</exception>
    public Task<bool> ActivateAsync(Guid flow, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await ActivateAsync(session, flow) is not { } problem ? true
            : problem == NoSchedule ? false : throw new RequestException(problem, ErrorCodes.Refused),
        cancellationToken);

    /// <summary>Turns the schedule on and makes its next runs, or says why not.</summary>
    public async Task<string?> ActivateAsync(ISqlSession session, Guid flow)
    {
        var row = await session.FindAsync(
            """
            select f.schedule, g.schedule, f.parameters, g.default_parameters from flow f join flow_group g on g.id = f.flow_group_id where f.id = @id
            """,
            r => new Row(r.TextOrNull(0), r.TextOrNull(1), r.GetString(2), r.GetString(3)), ("id", flow))
            ?? throw new RequestException(Messages.NotFound("Flow", flow), ErrorCodes.NotFound);
        if (row.Effective is not { } schedule) return NoSchedule;
        if (MissesParameters(row, JsonElement.Parse(schedule))) return "Can not schedule a flow that has required parameters.";
        await SetAsync(session, flow, true);
        try
        {
            await runs.ScheduleAsync(session, flow);
            return null;
        }
        catch (RequestException e)
        {
            // It has made no run yet, so the switch is all that there is to take back.
            await SetAsync(session, flow, false);
            return e.Message;
        }
    }

    /// <summary>Turns the schedule off and deletes the runs that it has made and that have not started.</summary>
    public Task DeactivateAsync(Guid flow, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await SetAsync(session, flow, false) == 0) throw new RequestException(Messages.NotFound("Flow", flow), ErrorCodes.NotFound);
            await DeleteScheduledRunsAsync(session, flow);
            return true;
        },
        cancellationToken);

    /// <summary>Makes the runs of a schedule anew that has changed; a flow whose schedule is off gets none.</summary>
    public async Task RenewAsync(ISqlSession session, Guid flow)
    {
        await DeleteScheduledRunsAsync(session, flow);
        try
        {
            await runs.ScheduleAsync(session, flow);
        }
        catch (RequestException)
        {
            // The schedule is what was asked for; that one of its flows cannot follow it, the scheduler says at each pass.
        }
    }

    /// <summary>Deletes the runs that a schedule has made and that have not started.</summary>
    public static Task<int> DeleteScheduledRunsAsync(ISqlSession session, Guid flow) =>
        session.ExecuteAsync("delete from flow_run where flow_id = @flow and auto_scheduled and state = 'Scheduled'", ("flow", flow));

    private Task<int> SetAsync(ISqlSession session, Guid flow, bool on) => session.ExecuteAsync(
        "update flow set is_schedule_active = @on, updated = @now where id = @id", ("on", on), ("now", clock.Now), ("id", flow));

    /// <summary>Whether a required parameter is neither the group's nor that of every clock.</summary>
    private static bool MissesParameters(Row row, JsonElement schedule)
    {
        var known = Names(JsonElement.Parse(row.GroupParameters));
        var required = JsonElement.Parse(row.Parameters).EnumerateArray().Where(p => FlowDocumentReader.Flag(p, "required"))
            .Select(p => FlowDocumentReader.Text(p, "name")!).Where(name => !known.Contains(name)).ToList();
        return required.Count > 0 && FlowDocumentReader.List(schedule, "clocks")
            .Any(clock => !clock.TryGetProperty("parameter_defaults", out var defaults) || required.Exists(name => !Names(defaults).Contains(name)));
    }

    private static HashSet<string> Names(JsonElement json) => json.ValueKind == JsonValueKind.Object ? [.. json.EnumerateObject().Select(p => p.Name)] : [];
}
