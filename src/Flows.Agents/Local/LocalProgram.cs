using Flows.Agents.Launching;
using Flows.Client.Agents;
using Flows.Wire;

namespace Flows.Agents.Local;

/// <summary>Finds the program of a run: in its local storage, or where its module storage says that it is.</summary>
internal static class LocalProgram
{
    public static string? PathOf(QueuedFlowRun run) => run.Flow.Storage switch
    {
        LocalStorageDocument storage => storage.Flows.GetValueOrDefault(run.Flow.Name),
        ModuleStorageDocument { Module: { } module } => Path.GetFullPath(Path.Combine((run.RunConfig as LocalRunDocument)?.WorkingDir ?? "", module)),
        _ => null,
    };

    /// <summary>Says why a run's program cannot be started on this machine; null when it can.</summary>
    public static string? WhyNot(QueuedFlowRun run) => run.Flow.Storage switch
    {
        null => $"Flow '{run.Flow.Name}' was registered without a storage, so no agent can start it. Register it again with --storage local or docker.",
        ModuleStorageDocument storage => WhyNotModule(run, storage),
        LocalStorageDocument storage => WhyNotFile(run, storage),
        { } storage => $"A local agent cannot start the run: the flow's storage is {storage.Type}. " +
            $"Start {WhichAgent.ForStorage(storage)} with the run's labels, or register the flow again with --storage local.",
    };

    private static string? WhyNotFile(QueuedFlowRun run, LocalStorageDocument storage)
    {
        if (PathOf(run) is not { } path) return $"The flow's storage does not hold a flow named '{run.Flow.Name}', only {Names(storage)}. Register the flow again.";
        if (!ModuleStorageDocument.IsProgram(path))
            return $"'{path}' is not a .NET program: the flow was registered by Prefect 1.x, whose own local agent can start it.";
        return File.Exists(path)
            ? null
            : $"The flow's program '{path}' is not on this machine ({Environment.MachineName}). Start a local agent on the machine that registered the flow, or register it again here.";
    }

    private static string? WhyNotModule(QueuedFlowRun run, ModuleStorageDocument storage)
    {
        if (!ModuleStorageDocument.IsProgram(storage.Module))
            return $"The module '{storage.Module}' is not a .NET program: the flow was registered by Prefect 1.x, whose own local agent can start it.";
        return PathOf(run) is { } path && File.Exists(path)
            ? null
            : $"The flow's program '{PathOf(run)}' is not on this machine ({Environment.MachineName}), and a module storage keeps no copy: put the program there, or register the flow again with --storage local.";
    }

    private static string Names(LocalStorageDocument storage) => storage.Flows.Count == 0 ? "none" : string.Join(", ", storage.Flows.Keys.Order(StringComparer.Ordinal).Select(n => $"'{n}'"));
}
