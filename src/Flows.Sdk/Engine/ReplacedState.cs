using Flows.Results;
using Flows.States;

namespace Flows.Engine;

/// <summary>Makes a state that an author wrote fit for the run of a task: its tags, the type of its result, a pointer to that.</summary>
internal static class ReplacedState
{
    public static State Fit(FlowRunContext flow, TaskRun run, State state)
    {
        var tagged = state.Context.Count == 0 ? state with { Context = run.Node.Context } : state;
        if (state is not Success or Skipped or Mapped || state.Result is not { HasValue: true, PointerType: null } result) return tagged;
        var type = run.Node.Node.OutputType;
        if (result.Value is not null && !type.IsInstanceOfType(result.Value))
        {
            var problem = new InvalidOperationException($"Task '{run.DisplayName}' yields {TypeName.Of(type)}, and its result is a {TypeName.Of(result.Value.GetType())}.");
            return new Failed { Message = problem.Message, Result = StateResult.Of(problem), Context = run.Node.Context };
        }

        return tagged with { Result = ResultKeeping.Inline(flow, run.Node.Node, result) };
    }
}
