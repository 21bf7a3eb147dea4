using System.Collections;

namespace Flows.Engine;

/// <summary>
/// The logging scope of a flow run, or of one of its task runs: a dictionary-like list of facts, from which a log provider can tell
/// whose line it is.
/// </summary>
/// <param name="flow">The flow run.</param>
/// <param name="run">The task run; null for lines of the flow run itself.</param>
internal sealed class RunLogScope(FlowRunContext flow, TaskRun? run = null) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public const string FlowRunId = "flow_run_id";
    public const string FlowName = "flow_name";
    public const string TaskName = "task_name";
    public const string TaskRunId = "task_run_id";
    public const string TaskSlug = "task_slug";
    public const string MapIndex = "map_index";

    public int Count => run is null ? 2 : 6;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new(FlowRunId, flow.Facts.Id),
        1 => new(FlowName, flow.Graph.Name),
        2 => new(TaskRunId, run!.Id),
        3 => new(TaskSlug, run!.Node.Node.Slug),
        4 => new(MapIndex, run!.MapIndex),
        5 => new(TaskName, run!.Node.Node.Name),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    public override string ToString() => run is null ? flow.Graph.Name : $"{flow.Graph.Name}/{run.DisplayName}";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
