using Flows.Engine;

namespace Flows.Hosting.Live;

/// <summary>A run as it is shown at one moment, cut to the lines that there are.</summary>
/// <param name="Rows">The tasks worth a line, in the order in which the flow was written.</param>
/// <param name="Hidden">How many tasks have no line, by where they stand.</param>
/// <param name="Finished">How many tasks have finished.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Elapsed">How long the run has taken so far.</param>
internal sealed record RunSnapshot(IReadOnlyList<TaskRow> Rows, IReadOnlyList<(string State, int Count)> Hidden, int Finished, int Total, TimeSpan Elapsed)
{
    /// <summary>Looks at a run.</summary>
    /// <param name="nodes">Its nodes, as written.</param>
    /// <param name="lines">How many lines there are, that of the hidden tasks included.</param>
    /// <param name="begin">When the run began.</param>
    /// <param name="now">The time.</param>
    public static RunSnapshot Of(IReadOnlyList<NodeRun> nodes, int lines, DateTimeOffset begin, DateTimeOffset now)
    {
        var all = nodes.Select(n => TaskRows.Of(n, now)).ToList();
        var rows = Fit(all, lines);
        var shown = rows.Select(static r => r.Name).ToHashSet(StringComparer.Ordinal);
        var hidden = all.Where(r => !shown.Contains(r.Name)).CountBy(static r => r.State.Type).Select(static c => (c.Key, c.Value));
        return new(rows, [.. hidden], all.Count(static r => r.State.IsFinished), all.Count, now - begin);
    }

    /// <summary>What goes on comes first, then what failed, then what ended last; children go before tasks do.</summary>
    private static List<TaskRow> Fit(List<TaskRow> all, int lines)
    {
        if (all.Count <= lines) return WithChildren(all, lines - all.Count);
        var chosen = all.Index().OrderBy(static r => r.Item.Rank).ThenByDescending(static r => r.Item.Touched).ThenBy(static r => r.Index).Take(Math.Max(1, lines - 1));
        return [.. chosen.OrderBy(static r => r.Index).Select(static r => r.Item with { Children = [] })];
    }

    private static List<TaskRow> WithChildren(List<TaskRow> all, int lines)
    {
        List<TaskRow> rows = [];
        foreach (var row in all)
        {
            rows.Add(row with { Children = [.. row.Children.Take(lines)] });
            lines -= rows[^1].Children.Count;
        }
        return rows;
    }
}
