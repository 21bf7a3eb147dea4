using System.Diagnostics;

namespace Flows.Bench.Scenarios;

/// <summary>Work that keeps a processor busy for a known time.</summary>
internal static class Work
{
    public static int HundredMicroseconds(int value)
    {
        var end = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 10_000;
        while (Stopwatch.GetTimestamp() < end) Thread.SpinWait(1);
        return value;
    }
}
