using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Events;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>Logs of runs. Every line has a sequence in its flow run, without gaps and in the order in which lines become durable.</summary>
internal sealed class Logs
{
    /// <summary>Lines that one caller adds at once, and lines in one transaction: a few milliseconds, so that a state never waits long behind them.</summary>
    private const int ChunkBound = 500, GroupBound = 1000;

    private static readonly string[] Columns =
    [
        "id", "tenant_id", "created", "updated", "flow_run_id", "task_run_id", "timestamp", "name", "level", "message", "info", "sequence",
    ];

    private readonly Clock clock;
    private readonly WriteGroups<Chunk> groups;

    public Logs(IDatabase database, Clock clock)
    {
        this.clock = clock;
        groups = new(
            chunks => database.WriteAsync(async session =>
            {
                await StoreAsync(session, chunks);
                return true;
            }),
            chunk => chunk.Lines.Length, GroupBound, database.Writers);
    }

    /// <summary>One line.</summary>
    internal sealed record Line(Guid FlowRunId, Guid? TaskRunId, DateTimeOffset? Timestamp, string? Name, string Level, string? Message, JsonText? Info);

    private sealed class Chunk(Line[] lines)
    {
        public Line[] Lines { get; } = lines;

        public RequestException? Refusal { get; set; }
    }

    /// <summary>Stores lines and returns when all are durable.</summary>
    /// <exception cref="RequestException">A line names a run that does not exist; lines of earlier chunks may be stored.</exception>
    public async Task WriteAsync(IReadOnlyList<Line> lines, CancellationToken cancellationToken)
    {
        foreach (var part in lines.Chunk(ChunkBound))
        {
            var chunk = new Chunk(part);
            await groups.WriteAsync(chunk, cancellationToken);
            if (chunk.Refusal is { } refusal) throw refusal;
        }
    }

    /// <summary>Stores lines of runs that are known to be there, inside a transaction.</summary>
    public Task WriteAsync(ISqlSession session, IReadOnlyList<Line> lines) => StoreAsync(session, [new([.. lines])]);

    private async Task StoreAsync(ISqlSession session, IReadOnlyList<Chunk> chunks)
    {
        var flowRuns = await FindAsync(session, "select id, tenant_id from flow_run", chunks.SelectMany(c => c.Lines).Select(l => l.FlowRunId));
        var taskRuns = await FindAsync(session, "select id, flow_run_id from task_run", chunks.SelectMany(c => c.Lines).Select(l => l.TaskRunId).OfType<Guid>());
        foreach (var chunk in chunks) chunk.Refusal = Refusal(chunk, flowRuns, taskRuns);
        var lines = chunks.Where(c => c.Refusal is null).SelectMany(c => c.Lines).ToList();
        if (lines.Count == 0) return;
        var (now, next) = (clock.Now, await CountAsync(session, lines, flowRuns));
        var last = new Dictionary<Guid, long>();
        await session.InsertAsync(ServerModel.Current["log"], Columns, lines.ConvertAll(line => (object?[])
        [
            clock.NewId(), flowRuns[line.FlowRunId], now, now, line.FlowRunId, line.TaskRunId, line.Timestamp ?? now, line.Name, line.Level, line.Message,
            line.Info, last[line.FlowRunId] = next[line.FlowRunId]++,
        ]));
        foreach (var (flowRun, sequence) in last) session.Publish(new LogsWritten(flowRuns[flowRun], flowRun, sequence));
    }

    private static RequestException? Refusal(Chunk chunk, Dictionary<Guid, Guid> flowRuns, Dictionary<Guid, Guid> taskRuns)
    {
        foreach (var line in chunk.Lines)
        {
            if (!flowRuns.ContainsKey(line.FlowRunId)) return new(Messages.NotFound("Flow run", line.FlowRunId), ErrorCodes.NotFound);
            if (line.TaskRunId is { } taskRun && !taskRuns.ContainsKey(taskRun)) return new(Messages.NotFound("Task run", taskRun), ErrorCodes.NotFound);
        }
        return null;
    }

    private static async Task<Dictionary<Guid, Guid>> FindAsync(ISqlSession session, string select, IEnumerable<Guid> ids)
    {
        Guid[] wanted = [.. ids.Distinct()];
        if (wanted.Length == 0) return [];
        var rows = await session.QueryAsync($"{select} where {session.Dialect.In("id", "@ids")}", r => (Id: r.GetGuid(0), Of: r.GetGuid(1)), ("ids", wanted));
        return rows.ToDictionary(r => r.Id, r => r.Of);
    }

    /// <summary>
    /// Takes the sequences of some lines, and says the first of each flow run. The counter stays locked until the commit: whoever reads a sequence
    /// can be sure that all before it are there.
    /// </summary>
    private async Task<Dictionary<Guid, long>> CountAsync(ISqlSession session, List<Line> lines, Dictionary<Guid, Guid> tenants)
    {
        var (now, counts) = (clock.Now, lines.CountBy(l => l.FlowRunId).OrderBy(c => c.Key).ToList());
        await session.ExecuteEachAsync(
            """
            insert into run_log_counter (id, tenant_id, created, updated, flow_run_id, last) values (@id, @tenant, @now, @now, @run, @count)
            on conflict (flow_run_id) do update set last = run_log_counter.last + excluded.last, updated = excluded.updated
            """,
            ["id", "tenant", "now", "run", "count"], counts.ConvertAll(c => (object?[])[clock.NewId(), tenants[c.Key], now, c.Key, c.Value]));
        var rows = await session.QueryAsync($"select flow_run_id, last from run_log_counter where {session.Dialect.In("flow_run_id", "@runs")}",
            r => (Run: r.GetGuid(0), Last: r.GetInt64(1)), ("runs", (Guid[])[.. counts.Select(c => c.Key)]));
        var taken = counts.ToDictionary();
        return rows.ToDictionary(r => r.Run, r => r.Last - taken[r.Run] + 1);
    }
}
