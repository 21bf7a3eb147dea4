using Flows.Results;
using Flows.States;

namespace Flows.Engine;

/// <summary>
/// What a task run carries from one attempt to the next. It is kept in the state between the two, so that another process can go on with it.
/// </summary>
/// <param name="Round">Which round of a looping task the attempt belongs to, counted from 1.</param>
/// <param name="Value">What the round before gave it.</param>
/// <param name="Resumed">Whether somebody resumed the run after it had paused.</param>
internal readonly record struct Carried(int Round, object? Value, bool Resumed)
{
    /// <summary>The context key of the round, as the original has it.</summary>
    private const string LoopCount = "_loop_count";

    private const string Resume = "resume";

    /// <summary>What a first attempt has.</summary>
    public static Carried Nothing { get; } = new(1, null, Resumed: false);

    /// <summary>What a state carries.</summary>
    public static Carried Of(State state, DateTimeOffset now) => state switch
    {
        Looped looped => new(looped.LoopCount + 1, looped.Result.Value, WasResumed(looped)),
        Scheduled waiting => new(RoundOf(waiting) ?? 1, waiting.Result.Value, WasResumed(waiting) || IsResumed(waiting, now)),
        _ => Nothing,
    };

    /// <summary>Whether a state that another process left holds a value for the next round.</summary>
    public static bool HasValue(State state) => state is Looped || (state is Scheduled && RoundOf(state) > 1);

    /// <summary>The value of a round, with a pointer where another process may go on.</summary>
    public static StateResult Attach(FlowRunContext flow, object? value) =>
        flow.Store.OutlivesProcess ? ResultPointer.Attach(value, value?.GetType() ?? typeof(object), ValueJson.Of(flow.Graph.Settings.Json)) : StateResult.Of(value);

    /// <summary>A state in which a run waits for its next attempt, with all that the attempt needs.</summary>
    public T Into<T>(T waiting, FlowRunContext flow, TaskRun run)
        where T : Scheduled
    {
        var context = new Dictionary<string, object?>(run.Node.Context) { [StoredState.RunCount] = run.Attempts };
        if (Resumed) context[Resume] = true;
        if (Round == 1) return waiting with { Context = context };
        context[LoopCount] = Round;
        return waiting with { Context = context, Result = Attach(flow, Value) };
    }

    /// <summary>The context of the end of a round.</summary>
    public IReadOnlyDictionary<string, object?> ContextOf(TaskRun run) =>
        Resumed ? new Dictionary<string, object?>(run.Node.Context) { [Resume] = true } : run.Node.Context;

    private static int? RoundOf(State state) => state.Context.TryGetValue(LoopCount, out var round) ? StoredState.Number(round) : null;

    private static bool WasResumed(State state) => state.Context.TryGetValue(Resume, out var resumed) && resumed is true;

    private static bool IsResumed(Scheduled state, DateTimeOffset now) => state is States.Resume || (state is Paused && state.StartTime <= now);
}
