namespace Flows.Agents.Launching;

/// <summary>Keeps the last lines of an output; blank ones are left out, older ones are forgotten, long ones are cut.</summary>
internal sealed class LastLines
{
    /// <summary>How many lines are kept: what a person reads first when a run died.</summary>
    public const int MaxLines = 20;

    /// <summary>How many characters of a line are kept.</summary>
    public const int MaxLength = 1000;

    private readonly Queue<string> lines = new(MaxLines);
    private readonly Lock gate = new();

    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (gate)
        {
            if (lines.Count == MaxLines) lines.Dequeue();
            lines.Enqueue(line.Length <= MaxLength ? line : line[..MaxLength] + "...");
        }
    }

    public IReadOnlyList<string> ToList()
    {
        lock (gate) return [.. lines];
    }
}
