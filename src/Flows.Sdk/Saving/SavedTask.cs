using System.Text.Json;
using Flows.Binding;
using Flows.Engine;
using Flows.Results;
using Flows.States;

namespace Flows.Saving;

/// <summary>A task run as it is saved.</summary>
internal sealed record SavedTask
{
    /// <summary>The largest result that is saved, as bytes of JSON.</summary>
    private const int LargestResult = 64 * 1024 * 1024;

    public required string Slug { get; init; }
    public string? Id { get; init; }
    public required JsonElement State { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset? Started { get; init; }
    public DateTimeOffset? Ended { get; init; }

    /// <summary>What the call was; null for a child.</summary>
    public string? Call { get; init; }

    /// <summary>The children by index; null when it was not mapped.</summary>
    public IReadOnlyList<SavedTask>? Children { get; init; }

    public static SavedTask Of(TaskRun run, ValueJson json) => new()
    {
        Slug = run.Node.Node.Slug,
        Id = run.IsKnown ? run.Id : null,
        State = SavedState.Write(run.State with { Result = Result(run, json) }),
        Attempts = run.Attempts,
        Started = run.Started,
        Ended = run.Ended,
    };

    public void Restore(NodeRun node, ValueJson json)
    {
        Restore(node.Own, json);
        if (Children is not { } children || !node.Node.IsMapped) return;
        var runs = new TaskRun[children.Count];
        for (var i = 0; i < runs.Length; i++) children[i].Restore(runs[i] = new TaskRun(node, i), json);
        node.Map = new(runs) { Elements = new object?[node.Sources.Length][], EachUpstream = [], SharedUpstream = default, HasEachDownstream = false };
    }

    /// <summary>Only what ended well has a result that a later run needs; a secret is asked for again.</summary>
    private static StateResult Result(TaskRun run, ValueJson json)
    {
        var result = run.State.Result;
        if (!run.IsSuccessful || run.Node.Node.Kind == NodeKind.Secret) return StateResult.None;
        return result is { HasValue: true, PointerType: null or ResultPointer.Inline or ResultPointer.InMemory }
            ? ResultPointer.Attach(result.Value, run.Node.Node.OutputType, json, LargestResult)
            : result;
    }

    private void Restore(TaskRun run, ValueJson json)
    {
        var state = SavedState.Read(State);
        if (state.IsSuccessful && ResultPointer.TryLoad(state.Result, run.Node.Node.OutputType, json) is { } loaded) state = state with { Result = loaded };
        run.Restore(new(Id, Slug, run.MapIndex, state));
        (run.Attempts, run.Started, run.Ended) = (Attempts, Started, Ended);
    }
}
