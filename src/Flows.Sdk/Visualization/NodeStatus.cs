using System.Globalization;
using Flows.States;

namespace Flows.Visualization;

/// <summary>How a node ended, as a picture shows it.</summary>
/// <param name="Color">The colour of its state.</param>
/// <param name="Text">Its state in words.</param>
internal sealed record NodeStatus(string Color, string Text)
{
    public static NodeStatus Of(TaskState task)
    {
        var children = task.Children;
        var shown = children.FirstOrDefault(static c => c.State.IsFailed) ?? children.FirstOrDefault(static c => !c.State.IsFinished) ?? task;
        return new(StateColors.Of(shown.State), $"{Words(task.State, children)}{Time(task)}");
    }

    /// <summary>A mapped task with the numbers of its children, those that succeeded last.</summary>
    private static string Words(State state, IReadOnlyList<TaskState> children)
    {
        if (state is not Mapped) return state.Type;
        var counts = children.CountBy(static c => c.State.Type).OrderBy(static c => c.Key == nameof(Success)).ThenByDescending(static c => c.Value);
        return $"Mapped: {(children.Count == 0 ? "0" : string.Join(", ", counts.Select(static c => $"{c.Value} {c.Key}")))}";
    }

    private static string Time(TaskState task) =>
        task.Duration is { } time && task.Attempts + task.Children.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {time.TotalSeconds:0.00} s") : "";
}
