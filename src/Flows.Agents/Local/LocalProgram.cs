using Flows.Agents.Launching;
using Flows.Client.Agents;
using Flows.Wire;

namespace Flows.Agents.Local;

/// <summary>Finds the program of a run in its local storage.</summary>
internal static class LocalProgram
{
    public static string? PathOf(QueuedFlowRun run) =>
        run.Flow.Storage is LocalStorageDocument storage ? storage.Flows.GetValueOrDefault(run.Flow.Name) : null;

    /// <summary>Says why a run's program cannot be started on this machine; null when it can.</summary>
    public static string? WhyNot(QueuedFlowRun run)
    {
        if (run.Flow.Storage is null) return $"Flow '{run.Flow.Name}' was registered without a storage, so no agent can start it. Register it again with --storage local or docker.";
        if (run.Flow.Storage is not LocalStorageDocument storage)
            return $"A local agent cannot start the run: the flow's storage is {run.Flow.Storage.Type}. " +
                   $"Start {WhichAgent.ForStorage(run.Flow.Storage)} with the run's labels, or register the flow again with --storage local.";
        if (PathOf(run) is not { } path) return $"The flow's storage does not hold a flow named '{run.Flow.Name}', only {Names(storage)}. Register the flow again.";
        if (!path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            return $"'{path}' is not a .NET program: the flow was registered by Prefect 1.x, whose own local agent can start it.";
        return File.Exists(path)
            ? null
            : $"The flow's program '{path}' is not on this machine ({Environment.MachineName}). Start a local agent on the machine that registered the flow, or register it again here.";
    }

    private static string Names(LocalStorageDocument storage) => storage.Flows.Count == 0 ? "none" : string.Join(", ", storage.Flows.Keys.Order(StringComparer.Ordinal).Select(n => $"'{n}'"));
}
