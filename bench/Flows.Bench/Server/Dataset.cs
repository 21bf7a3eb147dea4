using Flows.Server;
using Flows.Server.Data;
using Flows.Server.Events;
using Flows.Server.Model;

namespace Flows.Bench.Server;

/// <summary>
/// The rows that a server has gathered after a year: 20 projects, 500 flows of 10 tasks, 100,000 flow runs with 10 task runs each and one with 1,000,
/// their states, and half a million log lines. Written through the server's own tables, the same for every database.
/// </summary>
internal sealed class Dataset
{
    private const int Projects = 20, TasksPerFlow = 10, BigRun = 1000, Due = 400, RowsPerWrite = 5000;

    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly JsonText None = new("{}");
    private const string State =
        """{"type":"Success","message":"Task run succeeded.","_result":{"type":"NoResultType","__version__":"1.4.1"},"context":{"tags":[]},"cached_inputs":{},"__version__":"1.4.1"}""";

    private readonly IDatabase database;
    private readonly Guid tenant;
    private readonly int flows;
    private readonly int runs;
    private readonly Dictionary<string, (IReadOnlyList<string> Columns, List<object?[]> Rows)> pending = [];
    private readonly Random random = new(4);
    private long ids;

    private Dataset(IDatabase database, Guid tenant, int runs) => (this.database, this.tenant, this.runs, flows) = (database, tenant, runs, Math.Max(10, runs / 200));

    /// <summary>Fills a database that has no flow run yet.</summary>
    public static async Task EnsureAsync(string address, int runs)
    {
        await using (var server = FlowsServer.Create(new() { ApiPort = 0, UiPort = 0, Database = address })) await server.StartAsync().ConfigureAwait(false);
        await using var database = await DatabaseOpener.OpenAsync(new() { Database = address }, new EventHub()).ConfigureAwait(false);
        var known = await database.ReadAsync(s => s.QueryAsync("select count(*) from flow_run", r => r.GetInt64(0))).ConfigureAwait(false);
        if (known[0] >= runs) return;
        var tenant = await database.ReadAsync(s => s.QueryAsync("select id from tenant", r => r.GetGuid(0))).ConfigureAwait(false);
        await new Dataset(database, tenant[0], runs).FillAsync().ConfigureAwait(false);
        await database.WriteAsync(s => s.ExecuteAsync("analyze")).ConfigureAwait(false);
    }

    private async Task FillAsync()
    {
        var projects = Enumerable.Range(0, Projects).Select(_ => Id()).ToList();
        foreach (var (project, n) in projects.Select((p, n) => (p, n))) await AddAsync("project", project, Begin, ("name", $"project {n}"), ("description", "")).ConfigureAwait(false);
        var all = new List<(Guid Flow, Guid[] Tasks)>();
        for (var n = 0; n < flows; n++) all.Add(await AddFlowAsync(projects[n % Projects], n).ConfigureAwait(false));
        for (var n = 0; n < runs; n++) await AddRunAsync(all[random.Next(flows)], n).ConfigureAwait(false);
        foreach (var table in pending.Keys.ToList()) await FlushAsync(table).ConfigureAwait(false);
    }

    private async Task<(Guid Flow, Guid[] Tasks)> AddFlowAsync(Guid project, int n)
    {
        var (group, flow) = (Id(), Id());
        await AddAsync("flow_group", group, Begin, ("name", $"group {n}")).ConfigureAwait(false);
        await AddAsync("flow", flow, Begin, ("project_id", project), ("flow_group_id", group), ("name", $"flow {n}"), ("version_group_id", $"group {n}"), ("serialized_flow", None))
            .ConfigureAwait(false);
        var tasks = Enumerable.Range(0, TasksPerFlow).Select(_ => Id()).ToArray();
        foreach (var (task, i) in tasks.Select((t, i) => (t, i)))
            await AddAsync("task", task, Begin, ("flow_id", flow), ("name", $"task {i}"), ("slug", $"task-{i}")).ConfigureAwait(false);
        await FlushAsync("project").ConfigureAwait(false);
        await FlushAsync("flow_group").ConfigureAwait(false);
        await FlushAsync("flow").ConfigureAwait(false);
        await FlushAsync("task").ConfigureAwait(false);
        return (flow, tasks);
    }

    private async Task AddRunAsync((Guid Flow, Guid[] Tasks) flow, int n)
    {
        var (run, at) = (Id(), Begin.AddMinutes(5 * n));
        var isDue = n >= runs - Due;
        var state = isDue ? "Scheduled" : random.Next(20) == 0 ? "Failed" : "Success";
        await AddAsync("flow_run", run, at, ("flow_id", flow.Flow), ("name", $"quick-fox-{n}"), ("labels", new JsonText(isDue ? $"""["l{n % 4}"]""" : "[]")), ("version", 3),
            ("scheduled_start_time", at), ("start_time", isDue ? null : at), ("end_time", isDue ? null : at.AddMinutes(2)), ("state", state), ("state_timestamp", at), ("state_message", "It is so."),
            ("state_start_time", isDue ? at : null), ("serialized_state", new JsonText(State))).ConfigureAwait(false);
        foreach (var type in (string[])["Scheduled", "Submitted", "Running", state])
            await AddStateAsync("flow_run", run, at, type).ConfigureAwait(false);
        var children = n == 0 ? BigRun : TasksPerFlow;
        for (var i = 0; i < children; i++)
        {
            var task = Id();
            await AddAsync("task_run", task, at, ("flow_run_id", run), ("task_id", flow.Tasks[i % TasksPerFlow]), ("map_index", n == 0 ? i : -1), ("name", $"task {i}"), ("version", 3),
                ("start_time", at), ("end_time", at.AddSeconds(9)), ("state", state), ("state_timestamp", at), ("state_message", "Task run succeeded."),
                ("serialized_state", new JsonText(State))).ConfigureAwait(false);
            await AddStateAsync("task_run", task, at, state).ConfigureAwait(false);
        }
        for (var i = 0; i < 5; i++)
            await AddAsync("log", Id(), at, ("flow_run_id", run), ("timestamp", at.AddSeconds(i)), ("name", "flows.Flow"), ("level", "INFO"), ("message", $"Line {i} says what was done."),
                ("sequence", i + 1)).ConfigureAwait(false);
    }

    private Task AddStateAsync(string kind, Guid run, DateTimeOffset at, string type) => AddAsync($"{kind}_state", Id(), at, ($"{kind}_id", run), ("timestamp", at), ("state", type),
        ("message", "It is so."), ("serialized_state", new JsonText(State)), ("version", 1));

    private async Task AddAsync(string table, Guid id, DateTimeOffset at, params (string Name, object? Value)[] values)
    {
        if (!pending.TryGetValue(table, out var rows))
            pending.Add(table, rows = ([.. values.Select(v => v.Name), "id", "tenant_id", "created", "updated"], []));
        rows.Rows.Add([.. values.Select(v => v.Value), id, tenant, at, at]);
        if (rows.Rows.Count < RowsPerWrite) return;
        // Parents first, as the foreign keys want it.
        foreach (var parent in pending.Keys.ToList()) await FlushAsync(parent).ConfigureAwait(false);
    }

    private async Task FlushAsync(string table)
    {
        if (!pending.TryGetValue(table, out var rows) || rows.Rows.Count == 0) return;
        await database.WriteAsync(async session =>
        {
            await session.InsertAsync(ServerModel.Current[table], rows.Columns, rows.Rows).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        rows.Rows.Clear();
    }

    /// <summary>An identifier that sorts by the time of its row, as the server's do.</summary>
    private Guid Id() => Guid.CreateVersion7(Begin.AddMilliseconds(100 * ids++));
}
