using System.Diagnostics;

namespace Flows.Bench.Server;

/// <summary>How long each call of a load took.</summary>
internal sealed class Latencies
{
    private readonly List<double> milliseconds = [];

    public int Count => milliseconds.Count;

    public void Add(long startedAt) => milliseconds.Add(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);

    public void Add(TimeSpan time) => milliseconds.Add(time.TotalMilliseconds);

    public void AddRange(Latencies other) => milliseconds.AddRange(other.milliseconds);

    /// <summary>The value below which a share of the calls stayed, in ms.</summary>
    public double At(double share)
    {
        if (milliseconds.Count == 0) return double.NaN;
        milliseconds.Sort();
        return milliseconds[Math.Min(milliseconds.Count - 1, (int)(share * milliseconds.Count))];
    }
}
