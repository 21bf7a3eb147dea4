namespace Flows.Engine;

/// <summary>A timer takes at most 2^32 - 2 milliseconds, which is less than fifty days.</summary>
internal static class TimerLimit
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>The time, or the longest that a timer can be set to: whoever waits for a given instant sets it again.</summary>
    public static TimeSpan Cap(TimeSpan time) => time < Longest ? time : Longest;
}
