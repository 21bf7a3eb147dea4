using System.Globalization;
using Flows.Engine;
using Flows.States;

namespace Flows.Hosting.Live;

/// <summary>Reads where the tasks of a run stand while it goes on. It only looks: the run itself keeps no books for it.</summary>
internal static class TaskRows
{
    /// <summary>More children than these are in the counts only.</summary>
    private const int MostChildren = 3;

    private static readonly Running Going = new();

    /// <summary>A task.</summary>
    /// <param name="node">The running node.</param>
    /// <param name="now">The time.</param>
    public static TaskRow Of(NodeRun node, DateTimeOffset now) => node.Map is { Children.Length: > 0 } map ? Mapped(node, map, now) : One(node.Own, node.Node.Slug, now);

    private static TaskRow One(TaskRun run, string name, DateTimeOffset now) => new(name, run.State)
    {
        Time = run.Started is { } started ? (run.Ended ?? now) - started : null,
        Note = Note(run, now),
        Touched = run.Ended ?? run.Started ?? default,
    };

    private static TaskRow Mapped(NodeRun node, MapRun map, DateTimeOffset now)
    {
        int finished = 0, failed = 0, running = 0, skipped = 0, waiting = 0;
        DateTimeOffset last = default;
        List<TaskRun> shown = [];
        foreach (var child in map.Children)
        {
            // A plain success has no state until somebody asks for it, and there may be many of them.
            var state = child.Unusual;
            if (state is Failed) failed++;
            if (state is Skipped) skipped++;
            if (state is Running) running++;
            if (state is Retrying) waiting++;
            if (state is null or Finished) finished++;
            if (child.Ended is { } ended && ended > last) last = ended;
            if (state is Failed or Retrying && shown.Count < MostChildren) shown.Add(child);
        }

        var all = map.Children.Length;
        return new(node.Node.Slug, finished < all ? Going : shown.Find(static c => c.State is Failed)?.State ?? node.Own.State)
        {
            Time = node.Own.Started is { } started ? (finished < all || last < started ? now : last) - started : null,
            Note = string.Join(", ", ((string[])[Number(all, finished), Number(failed, "failed"), Number(skipped, "skipped"), Number(running, "running"), Number(waiting, "waiting to retry")]).Where(static n => n.Length > 0)),
            Touched = last,
            Children = [.. shown.Select(c => One(c, c.RunName, now))],
        };
    }

    private static string Note(TaskRun run, DateTimeOffset now) => run.State switch
    {
        Retrying { StartTime: { } start } retrying when start > now => string.Create(CultureInfo.InvariantCulture,
            $"attempt {retrying.RunCount} of {run.Node.Node.Options.Retries + 1} failed, the next in {Duration.Text(start - now)}"),
        Running when run.Attempts > 1 => string.Create(CultureInfo.InvariantCulture, $"attempt {run.Attempts} of {run.Node.Node.Options.Retries + 1}"),
        Success and not (Skipped or Cached) or Running => "",
        Pending { Message: "Task run created" or "Task not run." } => "",
        var state => state.Message?.ReplaceLineEndings(" ") ?? "",
    };

    private static string Number(int all, int finished) => string.Create(CultureInfo.InvariantCulture, $"{finished:#,0} of {all:#,0}");

    private static string Number(int count, string what) => count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {what}");
}
