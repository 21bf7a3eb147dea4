using System.Globalization;

namespace Flows.Server.Http.Streams;

/// <summary>How far a stream of a flow run has come. It is the id of each event, so that a client that was cut off goes on from there.</summary>
/// <param name="Log">The sequence of the last log line.</param>
/// <param name="State">The version of the last state of the flow run.</param>
/// <param name="Tasks">The time of the newest state of a task run; null before the first.</param>
internal readonly record struct StreamPosition(long Log, int State, DateTimeOffset? Tasks)
{
    /// <summary>Whoever goes on gets a little again: what another replica committed late could have an earlier time.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    /// <summary>From when on states of task runs are new; null for all.</summary>
    public DateTimeOffset? TasksSince => Tasks is { } last ? last - Overlap : null;

    public static bool TryParse(string? text, out StreamPosition position)
    {
        position = default;
        var parts = (text ?? "").Split('-');
        if (parts.Length != 3 || !TryNumber(parts[0], out var log) || !TryNumber(parts[1], out var state) || !TryNumber(parts[2], out var tasks)) return false;
        position = new(log, (int)Math.Min(state, int.MaxValue), tasks == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(tasks, 253402300799999)));
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Log}-{State}-{Tasks?.ToUnixTimeMilliseconds() ?? 0}");

    private static bool TryNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
