using System.Text;

namespace Flows.Hosting;

/// <summary>A finished run for people: a line per task, and the end of the run.</summary>
internal static class RunReport
{
    private static readonly string[] Header = ["TASK", "STATE", "TIME", "MESSAGE"];

    /// <summary>The tasks as a table between blank lines.</summary>
    public static string Tasks(FlowState state)
    {
        string[][] rows = [Header, .. state.Tasks.SelectMany(Rows)];
        var widths = Enumerable.Range(0, Header.Length).Select(column => rows.Max(r => r[column].Length)).ToArray();
        var text = new StringBuilder().AppendLine();
        foreach (var row in rows) text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        return text.AppendLine().ToString();
    }

    /// <summary>How the run ended, on one line.</summary>
    public static string End(FlowState state) =>
        $"Flow run {state.FlowRunName} of flow {state.FlowName}: {state.State.Type} in {Duration.Text(state.Duration)}. {OneLine(state.State.Message)}".TrimEnd();

    /// <summary>A task; of a mapped one also the children that did not end well.</summary>
    private static IEnumerable<string[]> Rows(TaskState task) => task.Children.Where(c => !c.State.IsSuccessful).Select(Row).Prepend(Row(task));

    private static string[] Row(TaskState task) =>
        [task.MapIndex is null ? task.Slug : $"  {task.Name}", task.State.Type, task.Duration is { } time ? Duration.Text(time) : "", OneLine(task.State.Message)];

    private static string OneLine(string? text) => text?.ReplaceLineEndings(" ") ?? "";
}
