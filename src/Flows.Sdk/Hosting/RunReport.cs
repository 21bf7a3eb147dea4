using System.Globalization;
using System.Text;

namespace Flows.Hosting;

/// <summary>A finished run for people: a line per task, then the end of the run.</summary>
internal static class RunReport
{
    private static readonly string[] Header = ["TASK", "STATE", "TIME", "MESSAGE"];

    public static string Write(FlowState state)
    {
        string[][] rows = [Header, .. state.Tasks.SelectMany(Rows)];
        var widths = Enumerable.Range(0, Header.Length).Select(column => rows.Max(r => r[column].Length)).ToArray();
        var text = new StringBuilder().AppendLine();
        foreach (var row in rows) text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        return text.AppendLine().AppendLine(
            $"Flow run {state.FlowRunName} of flow {state.FlowName}: {state.State.Type} in {Seconds(state.Duration)}. {OneLine(state.State.Message)}".TrimEnd()).ToString();
    }

    /// <summary>A task; of a mapped one also the children that did not end well.</summary>
    private static IEnumerable<string[]> Rows(TaskState task) => task.Children.Where(c => !c.State.IsSuccessful).Select(Row).Prepend(Row(task));

    private static string[] Row(TaskState task) =>
        [task.MapIndex is null ? task.Slug : $"  {task.Name}", task.State.Type, task.Duration is { } time ? Seconds(time) : "", OneLine(task.State.Message)];

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");

    private static string OneLine(string? text) => text?.ReplaceLineEndings(" ") ?? "";
}
