namespace Flows.Agents.Queues;

/// <summary>How long to wait before the next poll: longer after each one that found nothing. Source: the protocol's agents.</summary>
internal sealed class PollBackoff
{
    private static readonly double[] Seconds = [0.25, 0.5, 1, 2, 4, 8, 10];
    private int step;

    /// <summary>Notes what a poll found and says how long to wait now.</summary>
    public TimeSpan Next(bool foundRuns)
    {
        step = foundRuns ? 0 : Math.Min(step + 1, Seconds.Length - 1);
        return TimeSpan.FromSeconds(Seconds[step]);
    }
}
