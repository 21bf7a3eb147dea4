using System.Text;
using Flows.Wire;

namespace Flows.Backend;

/// <summary>
/// Log lines that wait for the server. Bounded, so that a server that is away cannot eat the memory of the run: 10 000 lines or
/// 16 MB; what comes when it is full is dropped and counted.
/// </summary>
internal sealed class LogQueue
{
    public const int MaxLines = 10_000;
    public const int MaxBytes = 16_000_000;
    public const int BatchLines = 500;
    public const int BatchBytes = 3_000_000;
    private const int BytesBesideMessage = 300;

    private readonly Lock gate = new();
    private readonly Queue<LogDocument> lines = [];
    private long bytes;
    private long dropped;
    private TaskCompletionSource full = NewSignal();

    /// <summary>How many lines were dropped so far.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    public bool IsEmpty
    {
        get
        {
            lock (gate) return lines.Count == 0;
        }
    }

    /// <summary>Done when a whole batch waits.</summary>
    public Task BatchIsFull
    {
        get
        {
            lock (gate) return full.Task;
        }
    }

    public void Add(LogDocument line)
    {
        var size = SizeOf(line);
        lock (gate)
        {
            if (lines.Count >= MaxLines || bytes + size > MaxBytes)
            {
                Interlocked.Increment(ref dropped);
                return;
            }

            lines.Enqueue(line);
            bytes += size;
            if (lines.Count >= BatchLines || bytes >= BatchBytes) full.TrySetResult();
        }
    }

    /// <summary>The lines to send next, which stay in the queue until <see cref="Remove"/>.</summary>
    public IReadOnlyList<LogDocument> NextBatch()
    {
        lock (gate)
        {
            var batch = new List<LogDocument>();
            var size = 0L;
            foreach (var line in lines)
            {
                size += SizeOf(line);
                if (batch.Count > 0 && (batch.Count == BatchLines || size > BatchBytes)) break;
                batch.Add(line);
            }

            return batch;
        }
    }

    /// <summary>Takes away the oldest lines: they were sent, or are given up.</summary>
    public void Remove(int count, bool asDropped = false)
    {
        lock (gate)
        {
            for (var i = 0; i < count; i++) bytes -= SizeOf(lines.Dequeue());
            if (asDropped) Interlocked.Add(ref dropped, count);
            if (full.Task.IsCompleted && lines.Count < BatchLines && bytes < BatchBytes) full = NewSignal();
        }
    }

    private static int SizeOf(LogDocument line) => Encoding.UTF8.GetByteCount(line.Message) + BytesBesideMessage;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
