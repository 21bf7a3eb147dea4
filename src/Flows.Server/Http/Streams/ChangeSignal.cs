using System.Threading.Channels;

namespace Flows.Server.Http.Streams;

/// <summary>Gathers what has changed while a stream is busy: each thing once, and not more than a bound; then it is "too much" instead.</summary>
internal sealed class ChangeSignal
{
    /// <summary>How many changed things are remembered one by one.</summary>
    private const int MaxChanged = 1000;

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();
    private HashSet<Guid> changed = [];
    private bool isTooMuch;

    /// <summary>Notes a change of one thing.</summary>
    public void Add(Guid id)
    {
        lock (gate)
        {
            if (changed.Count < MaxChanged) changed.Add(id);
            else isTooMuch |= !changed.Contains(id);
        }
        Wake();
    }

    /// <summary>Notes that changes may have been missed.</summary>
    public void AddUnknown()
    {
        lock (gate) isTooMuch = true;
        Wake();
    }

    /// <summary>Has the stream look, without a change of one thing.</summary>
    public void Wake() => wake.Writer.TryWrite(true);

    /// <summary>What has changed since the last time; too much when not all of it is known.</summary>
    public (IReadOnlyCollection<Guid> Changed, bool IsTooMuch) Take()
    {
        lock (gate)
        {
            var taken = (changed, isTooMuch);
            (changed, isTooMuch) = ([], false);
            return taken;
        }
    }

    /// <summary>Waits for a change, or until a time has passed.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var timer = time.CreateTimer(static s => ((ChangeSignal)s!).Wake(), this, longest > TimeSpan.Zero ? longest : TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);
        await wake.Reader.ReadAsync(cancellationToken);
    }
}
