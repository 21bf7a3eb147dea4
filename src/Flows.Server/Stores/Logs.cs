using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>Logs of runs.</summary>
internal sealed class Logs(IDatabase database, Clock clock)
{
    /// <summary>Lines per write, so that a state change never waits long behind a large batch.</summary>
    private const int LinesPerWrite = 500;

    /// <summary>One line.</summary>
    internal sealed record Line(Guid FlowRunId, Guid? TaskRunId, DateTimeOffset? Timestamp, string? Name, string Level, string? Message, JsonText? Info);

    /// <summary>Stores lines and returns when all are durable.</summary>
    /// <exception cref="RequestException">A line names a run that does not exist; lines of earlier chunks may be stored.</exception>
    public async Task WriteAsync(IReadOnlyList<Line> lines, CancellationToken cancellationToken)
    {
        foreach (var chunk in lines.Chunk(LinesPerWrite)) await database.WriteAsync(session => WriteAsync(session, chunk), cancellationToken);
    }

    private async Task<bool> WriteAsync(ISqlSession session, Line[] lines)
    {
        var tenants = new Dictionary<Guid, Guid>();
        foreach (var line in lines)
        {
            if (!tenants.TryGetValue(line.FlowRunId, out var tenant))
            {
                tenant = await session.FindIdAsync("select tenant_id from flow_run where id = @id", ("id", line.FlowRunId))
                    ?? throw new RequestException(Messages.NotFound("Flow run", line.FlowRunId), ErrorCodes.NotFound);
                tenants.Add(line.FlowRunId, tenant);
            }
            var now = clock.Now;
            await session.ExecuteAsync(
                """
                insert into log (id, tenant_id, created, updated, flow_run_id, task_run_id, "timestamp", name, level, message, info)
                values (@id, @tenant, @now, @now, @flow_run, @task_run, @timestamp, @name, @level, @message, @info)
                """,
                ("id", clock.NewId()), ("tenant", tenant), ("now", now), ("flow_run", line.FlowRunId), ("task_run", line.TaskRunId),
                ("timestamp", line.Timestamp ?? now),
                ("name", line.Name), ("level", line.Level), ("message", line.Message), ("info", line.Info));
        }
        return true;
    }
}
