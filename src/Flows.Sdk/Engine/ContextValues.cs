using System.Globalization;

namespace Flows.Engine;

/// <summary>
/// The context of a run by the keys of the protocol (contract section 8.8). From low to high: the configuration's values, those that the
/// flow run was created with, the facts of the run.
/// </summary>
internal static class ContextValues
{
    private const string Date = "date";

    /// <summary>All values of a flow run.</summary>
    public static Dictionary<string, object?> Of(FlowRunContext flow)
    {
        var values = new Dictionary<string, object?>(flow.Options.Context, StringComparer.Ordinal);
        foreach (var (key, value) in flow.Facts.Context) values[key] = value;
        var date = DateOf(values, flow);
        values[Date] = date;
        foreach (var (name, day) in (ReadOnlySpan<(string, int)>)[("today", 0), ("yesterday", -1), ("tomorrow", 1)])
        {
            values.TryAdd(name, date.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            values.TryAdd(name + "_nodash", date.AddDays(day).ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        }

        foreach (var (key, value) in Facts(flow)) values[key] = value;
        return values;
    }

    /// <summary>The values of a task run on top of those of its flow run.</summary>
    public static Dictionary<string, object?> Of(FlowRunContext flow, TaskRun run, int attempt, Carried carried)
    {
        var values = new Dictionary<string, object?>(flow.Values, StringComparer.Ordinal);
        foreach (var (key, value) in Facts(run)) values[key] = value;
        values["task_run_count"] = attempt;
        values["task_loop_count"] = carried.Round;
        values["task_loop_result"] = carried.Value;
        values["resume"] = carried.Resumed;
        return values;
    }

    /// <summary>One value of a task run that has no attempt yet.</summary>
    public static bool TryFind(FlowRunContext flow, TaskRun run, string key, out object? value)
    {
        foreach (var (name, fact) in Facts(run))
        {
            if (name != key) continue;
            value = fact;
            return true;
        }

        return flow.Values.TryGetValue(key, out value);
    }

    private static IEnumerable<(string, object?)> Facts(FlowRunContext flow) =>
    [
        ("flow_name", flow.Graph.Name),
        ("flow_id", flow.Facts.FlowId ?? flow.Graph.Name),
        ("flow_run_id", flow.Facts.Id),
        ("flow_run_name", flow.Facts.Name),
        ("flow_run_version", flow.Facts.Version),
        ("project_name", flow.Facts.ProjectName),
        ("scheduled_start_time", flow.Facts.ScheduledStartTime),
        ("parameters", flow.Parameters.Values),
        ("running_with_backend", flow.Store.OutlivesProcess),
        ("checkpointing", flow.Store.OutlivesProcess || flow.Options.Checkpointing),
        ("raise_on_exception", flow.Options.RaiseOnException),
    ];

    private static IEnumerable<(string, object?)> Facts(TaskRun run) =>
    [
        ("task_name", run.Node.Node.Name),
        ("task_full_name", run.DisplayName),
        ("task_slug", run.Node.Node.Slug),
        ("task_tags", run.Node.Node.Options.Tags),
        ("task_run_id", run.Id),
        ("task_run_name", run.RunName),
        ("map_index", run.MapIndex),
    ];

    /// <summary>The date may be given, as a time or as ISO text; otherwise it is when the run began.</summary>
    private static DateTimeOffset DateOf(Dictionary<string, object?> values, FlowRunContext flow) => values.GetValueOrDefault(Date) switch
    {
        DateTimeOffset time => time,
        DateOnly day => new(day, TimeOnly.MinValue, TimeSpan.Zero),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => flow.Began,
    };
}
