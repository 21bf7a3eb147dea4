using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Engine;

/// <summary>What a task yields after it was given up: it is dropped, and that is said and counted.</summary>
internal static class LateResult
{
    /// <param name="flow">The flow run.</param>
    /// <param name="run">The run.</param>
    /// <param name="state">What it ended in; only a success is a loss.</param>
    /// <param name="after">After what: <c>its timeout</c>.</param>
    /// <param name="logger">Is told.</param>
    public static void Drop(FlowRunContext flow, TaskRun run, State state, string after, ILogger logger)
    {
        if (!state.IsSuccessful) return;
        run.Record.CountLateResult();
        Telemetry.DroppedResult(flow, run);
        logger.LogWarning("Task '{Task}': it ended as {State} after {After}; that is dropped.", run.DisplayName, state.Type, after);
    }
}
