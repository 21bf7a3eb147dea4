using Flows.Binding;
using Flows.States;

namespace Flows.Engine;

/// <summary>Leaves out the closing of a resource that was not opened (contract section 8.12).</summary>
internal static class ResourceCheck
{
    /// <summary>The state of a task that has nothing to close; null when it has, or closes no resource.</summary>
    public static Skipped? Skip(TaskRun run)
    {
        if (run.Node.Node.Kind != NodeKind.ResourceCleanup) return null;
        foreach (var link in run.Node.Upstream)
        {
            var state = link.From.Own.State;
            if (link.Edge.Key is not { } key || state is { IsSuccessful: true, IsSkipped: false }) continue;
            var step = key == "mgr" ? "init" : "setup";
            return new() { Message = $"Resource manager {step} {(state.IsSkipped ? "skipped" : "failed")}", Context = run.Node.Context };
        }

        return null;
    }
}
