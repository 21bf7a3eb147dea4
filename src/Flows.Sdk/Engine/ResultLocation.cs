using System.Globalization;

namespace Flows.Engine;

/// <summary>Names the result of a task run in its store: after its target, else after the day and the task run, so that a later attempt replaces it.</summary>
internal static class ResultLocation
{
    /// <exception cref="FormatException">A value of the target cannot be formatted as it says.</exception>
    /// <exception cref="KeyNotFoundException">The target has a field that is nowhere.</exception>
    public static string Of(FlowRunContext flow, TaskRun run, object?[] values, ResultStore store) => store.Prefix + (run.Node.Target is { } target
        ? target.Render(field => TemplateField.Find(flow, run, values, field))
        : string.Create(CultureInfo.InvariantCulture, $"{flow.Now:yyyy/MM/dd}/{run.Id}.json"));
}
