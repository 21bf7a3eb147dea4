namespace Flows.Engine;

/// <summary>The last lines that one task run wrote to its log. Its task may write from several threads.</summary>
internal sealed class TaskLog
{
    /// <summary>The longest text of a line, in characters.</summary>
    private const int LongestText = 10_000;

    private readonly Queue<TaskLogLine> lines = new();
    private int dropped;

    /// <summary>The lines that are kept, the oldest first.</summary>
    public IReadOnlyList<TaskLogLine> Lines
    {
        get
        {
            lock (lines) return [.. lines];
        }
    }

    /// <summary>How many older lines are not kept.</summary>
    public int Dropped => Volatile.Read(ref dropped);

    /// <summary>Keeps a line; the oldest goes when there are too many, of this run or of all runs together.</summary>
    public void Add(TaskLogLine line, int limit, LogBudget budget)
    {
        if (line.Text.Length > LongestText) line = line with { Text = line.Text[..LongestText] };
        lock (lines)
        {
            if (lines.Count < limit && budget.TryTake())
            {
                lines.Enqueue(line);
                return;
            }

            dropped++;
            if (!lines.TryDequeue(out _)) return;
            lines.Enqueue(line);
        }
    }
}

/// <summary>How many lines may still be kept by all task runs of a flow run together.</summary>
internal sealed class LogBudget
{
    /// <summary>The most lines that one flow run keeps in memory.</summary>
    public const int Lines = 100_000;

    private int left = Lines;

    public bool TryTake() => Interlocked.Decrement(ref left) >= 0;
}
