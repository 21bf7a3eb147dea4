using static Flows.Server.Model.Columns;

namespace Flows.Server.Model;

/// <summary>What the read API shows as rows although no table holds them (contract section 3.1).</summary>
internal sealed class Views
{
    public Views(Table task)
    {
        Traversal.Add(new Relation("task", task, false, Traversal["task_id"], task.Key));
    }

    /// <summary>Tasks that are reached along edges.</summary>
    public Table Traversal { get; } = Table.View("utility_traversal", Uuid("tenant_id"), Uuid("task_id"), Int("depth"));

    /// <summary>A summary of the children of a mapped task run.</summary>
    public Table MappedChildren { get; } = Table.View("mapped_children_payload", Time("min_start_time"), Time("max_end_time"), Json("state_counts"));
}
