using System.Globalization;
using System.Text.Json;
using Flows.States;

namespace Flows.Engine;

/// <summary>Reads what an engine needs from a state that an earlier process, an agent or the server left.</summary>
internal static class StoredState
{
    /// <summary>The context key of the number of the attempt.</summary>
    public const string RunCount = "task_run_count";

    /// <summary>The state without what wraps it: what an agent has submitted is what it was before.</summary>
    public static State Unwrap(State state) => state is MetaState meta ? meta.Inner ?? new Pending() : state;

    /// <summary>Which attempt the next one is, counted from 1.</summary>
    public static int NextAttempt(State state) => state switch
    {
        Retrying retrying => retrying.RunCount + 1,
        _ when state.Context.TryGetValue(RunCount, out var count) => Number(count) ?? 1,
        _ => 1,
    };

    /// <summary>Whether the state waits for a time that has not come, or for somebody to resume it.</summary>
    public static bool MustWait(State state, DateTimeOffset now) => state is Scheduled scheduled && (scheduled.StartTime is null || scheduled.StartTime > now);

    public static int? Number(object? value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Number } json => json.GetInt32(),
        IConvertible number and not string => number.ToInt32(CultureInfo.InvariantCulture),
        _ => null,
    };
}
