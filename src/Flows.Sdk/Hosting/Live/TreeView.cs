using System.Globalization;
using Flows.States;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Flows.Hosting.Live;

/// <summary>A snapshot as lines of a terminal. A line is cut at the right edge and never wraps, so that as many lines are drawn as there are rows.</summary>
/// <param name="title">What stands at the root.</param>
/// <param name="state">Where the run stands.</param>
/// <param name="snapshot">The snapshot.</param>
/// <param name="frame">Which picture of those that move.</param>
internal sealed class TreeView(string title, State state, RunSnapshot snapshot, int frame) : Renderable
{
    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Bold = new(decoration: Decoration.Bold);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var line in Lines(options.Unicode))
        {
            foreach (var segment in Cut.To(maxWidth, line, options.Unicode)) yield return segment;
            yield return Segment.LineBreak;
        }
    }

    private IEnumerable<Segment[]> Lines(bool unicode)
    {
        var (branch, last, pass) = unicode ? ("├─ ", "└─ ", "│  ") : ("|- ", "`- ", "|  ");
        var names = snapshot.Rows.Max(static r => (int?)Math.Max(r.Name.Length, r.Children.Max(static c => (int?)c.Name.Length + 3) ?? 0)) ?? 0;
        yield return
        [
            Sign(state, unicode), new(" "), new(title, Bold),
            new(string.Create(CultureInfo.InvariantCulture, $"  {Duration.Text(snapshot.Elapsed)}  {snapshot.Finished:#,0} of {snapshot.Total:#,0} tasks"), Dim),
        ];
        foreach (var (i, row) in snapshot.Rows.Index())
        {
            var isLast = i == snapshot.Rows.Count - 1 && snapshot.Hidden.Count == 0;
            yield return Line(isLast ? last : branch, row, names, unicode);
            foreach (var (j, child) in row.Children.Index())
                yield return Line((isLast ? "   " : pass) + (j == row.Children.Count - 1 ? last : branch), child, names - 3, unicode);
        }
        if (snapshot.Hidden.Count > 0)
            yield return [new(last, Dim), new(string.Create(CultureInfo.InvariantCulture, $"and {snapshot.Hidden.Sum(static h => h.Count):#,0} more: {string.Join(", ", snapshot.Hidden.Select(static h => $"{h.Count} {h.State}"))}"), Dim)];
    }

    private Segment[] Line(string guide, TaskRow row, int names, bool unicode) =>
    [
        new(guide, Dim), Sign(row.State, unicode), new(" "), new(row.Name.PadRight(names), row.Rank == 3 ? Dim : Style.Plain),
        new($"  {(row.Time is { } time ? Duration.Text(time) : ""),11}", Dim),
        new($"  {row.Note}", row.State is Failed ? new Style(Color.Red) : Dim),
    ];

    private Segment Sign(State of, bool unicode) => new(StateMarks.Sign(of, unicode, frame), new Style(StateMarks.ColorOf(of)));
}
