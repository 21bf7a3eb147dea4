using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Flows.RRule;
using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.Wire;

namespace Flows.Server.Stores;

/// <summary>Makes the next runs of flows whose schedule is on (contract section 4.6).</summary>
/// <param name="runs">Makes the runs.</param>
/// <param name="clock">Tells which events are still to come.</param>
/// <param name="perFlow">How many runs of a flow wait for their time at most.</param>
internal sealed class ScheduledRuns(FlowRuns runs, Clock clock, int perFlow)
{
    private const string KeyPrefix = "auto-scheduled:";

    private sealed record Row(string? Schedule, string? GroupSchedule, DateTimeOffset? Last);

    /// <summary>A run that an event asks for.</summary>
    private sealed record Due(ScheduleEvent Event, string Key);

    /// <summary>How many runs of a flow wait for their time at most.</summary>
    public int PerFlow => perFlow;

    /// <summary>Makes the runs that the next events of a flow's schedule ask for and that are not there yet: all of them, or none.</summary>
    /// <returns>How many were made; none when the flow is archived, its schedule is off, or there is no event to come.</returns>
    /// <exception cref="RequestException">The schedule cannot be read, or its runs would lack a required parameter.</exception>
    public async Task<int> ScheduleAsync(ISqlSession session, Guid flow)
    {
        var row = await session.FindAsync(
            """
            select f.schedule, g.schedule, (select max(r.scheduled_start_time) from flow_run r where r.flow_id = f.id and r.auto_scheduled)
            from flow f join flow_group g on g.id = f.flow_group_id
            where f.id = @id and f.is_schedule_active and not f.archived
            """,
            r => new Row(r.TextOrNull(0), r.TextOrNull(1), r.TimeOrNull(2)), ("id", flow));
        // The group's schedule stands in place of the flow's own.
        if (row is null || (row.GroupSchedule ?? row.Schedule) is not { } schedule) return 0;
        var due = Next(flow, schedule, row.Last ?? clock.Now);
        var missing = await MissingAsync(session, flow, due);
        if (missing.Count == 0) return 0;
        var runnable = await RunnableFlow.FindAsync(session, flow, versionGroup: null, tenant: null);
        var wishes = missing.ConvertAll(d => Wish(runnable, d));
        foreach (var wish in wishes) await runs.CreateAsync(session, runnable, wish);
        return wishes.Count;
    }

    /// <summary>The schedule that is stored for a flow or a group.</summary>
    /// <param name="owner">Whose it is, for the message.</param>
    /// <param name="json">The stored text.</param>
    /// <exception cref="RequestException">It cannot be read.</exception>
    public static Schedule Read(string owner, string json)
    {
        try
        {
            return RRuleSchedule.FromJson(JsonElement.Parse(json));
        }
        catch (ScheduleException e)
        {
            throw new RequestException($"The schedule of {owner} makes no runs: {e.Message}", ErrorCodes.Data);
        }
    }

    private List<Due> Next(Guid flow, string schedule, DateTimeOffset last)
    {
        var due = new List<Due>();
        foreach (var item in Read($"flow {flow}", schedule).Next(perFlow, clock.Now))
        {
            var start = WireTime.Format(item.Time.ToUniversalTime());
            // Clocks with values or labels of their own may all have the same time, so there the key alone decides.
            if (item.ParameterDefaults.Count > 0 || item.Labels is not null) due.Add(new(item, $"{KeyPrefix}{start}:{Digest(item)}"));
            else if (item.Time > last) due.Add(new(item, KeyPrefix + start));
        }
        return due;
    }

    private static async Task<List<Due>> MissingAsync(ISqlSession session, Guid flow, List<Due> due)
    {
        if (due.Count == 0) return due;
        IReadOnlyList<string> keys = [.. due.Select(d => d.Key)];
        var known = await session.QueryAsync(
            $"select idempotency_key from flow_run where flow_id = @flow and {session.Dialect.In("idempotency_key", "@keys")}",
            r => r.GetString(0), ("flow", flow), ("keys", keys));
        return due.FindAll(d => !known.Contains(d.Key));
    }

    // Asks for the parameters here, so that one that is missing is found before the first run is made.
    private static FlowRuns.Wish Wish(RunnableFlow flow, Due due)
    {
        var parameters = due.Event.ParameterDefaults.Count > 0 ? JsonSerializer.SerializeToElement(due.Event.ParameterDefaults) : (JsonElement?)null;
        flow.ParametersFor(parameters);
        return new()
        {
            FlowId = flow.Id,
            ScheduledStartTime = due.Event.Time.ToUniversalTime(),
            Parameters = parameters,
            Labels = due.Event.Labels,
            IdempotencyKey = due.Key,
            IsAutoScheduled = true,
        };
    }

    /// <summary>The protocol's key ends with an MD5 of values and labels: it tells events apart and protects nothing.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "A part of an idempotency key that the protocol lays down, not a protection.")]
    private static string Digest(ScheduleEvent item)
    {
        var values = item.ParameterDefaults.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value.GetRawText()}");
        var labels = item.Labels is { } own ? JsonSerializer.Serialize(own.Order(StringComparer.Ordinal), JsonText.Plain) : "";
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"{string.Join('\n', values)}\n{labels}")));
    }
}
