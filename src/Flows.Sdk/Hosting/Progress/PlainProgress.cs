using Flows.Storage;

namespace Flows.Hosting.Progress;

/// <summary>One line per step, and per item once it is complete: for files and pipes.</summary>
internal sealed class PlainProgress(TextWriter output) : IStorageProgress
{
    private readonly Lock gate = new();
    private readonly HashSet<string> complete = new(StringComparer.Ordinal);

    public void Step(string text) => Write(text);

    public void Bytes(string item, long done, long? total)
    {
        if (done == total && IsNew(item)) Write($"  {item}: {ByteCount.Format(done)}");
    }

    public void Warn(string text) => Write($"Warning: {text}");

    private bool IsNew(string item)
    {
        lock (gate) return complete.Add(item);
    }

    /// <summary>Layers are pushed side by side.</summary>
    private void Write(string line)
    {
        lock (gate) output.WriteLine(line);
    }
}
