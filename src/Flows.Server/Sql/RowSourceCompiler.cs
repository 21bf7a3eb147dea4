using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.Sql;

/// <summary>Where the rows of a query come from: its table, or a select that stands for one.</summary>
internal sealed class RowSourceCompiler(SqlScope scope)
{
    public string From(TableQuery query) => query.Source switch
    {
        null => SqlDialect.Quote(query.Table.Name),
        Walk walk => Walked(walk),
        MappedChildren children => Children(children),
        var other => throw new InvalidOperationException($"no SQL for {other.GetType().Name}"),
    };

    // A union without "all": a task that is reached twice at one depth is walked on from once, so that a diamond does not multiply.
    private string Walked(Walk walk)
    {
        var (from, to) = walk.IsDownstream ? ("upstream_task_id", "downstream_task_id") : ("downstream_task_id", "upstream_task_id");
        var starts = Compare(ServerModel.Current["task"].Key, Operator.In, walk.Starts, "s.\"id\"");
        var depth = scope.Add(walk.Depth);
        return $"(with recursive walk(tenant_id, task_id, depth) as (select s.tenant_id, s.id, 0 from \"task\" s where {starts}"
            + $" union select e.tenant_id, e.{to}, w.depth + 1 from walk w join \"edge\" e on e.{from} = w.task_id where w.depth < {depth})"
            + " select tenant_id, task_id, max(depth) as depth from walk group by tenant_id, task_id)";
    }

    private string Children(MappedChildren children)
    {
        var table = ServerModel.Current["task_run"];
        var parent = Compare(table.Key, Operator.Equal, children.TaskRunId, "p.\"id\"");
        if (children.TenantId is { } tenant) parent += $" and {Compare(table["tenant_id"], Operator.Equal, tenant, "p.tenant_id")}";
        return $"(select min(started) as min_start_time, max(ended) as max_end_time, {scope.Dialect.JsonMap("state", "amount")} as state_counts from"
            + " (select c.state, count(*) as amount, min(c.start_time) as started, max(c.end_time) as ended from \"task_run\" p"
            + " join \"task_run\" c on c.flow_run_id = p.flow_run_id and c.task_id = p.task_id and c.map_index >= 0"
            + $" where {parent} and p.map_index < 0 and c.state is not null group by c.state) states)";
    }

    private string Compare(Column column, Operator op, object value, string expression)
    {
        var comparison = new Comparison(column, op, value);
        return scope.Dialect.Compare(comparison, expression, () => scope.Add(scope.Dialect.FilterValue(comparison)));
    }
}
