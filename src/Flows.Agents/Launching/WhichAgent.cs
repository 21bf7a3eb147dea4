using Flows.Client.Agents;
using Flows.Wire;

namespace Flows.Agents.Launching;

/// <summary>Says which agent could start a run that this one cannot.</summary>
internal static class WhichAgent
{
    private const string Local = "a local agent (`flows agent local start`)";
    private const string Docker = "a Docker agent (`flows agent docker start`)";
    private const string Ecs = "an ECS agent (`flows agent ecs start`)";

    /// <summary>Says that a run config belongs to another kind of agent; null when it fits this one.</summary>
    /// <param name="run">The run.</param>
    /// <param name="own">The agent's own kind of run config, for example <c>DockerRun</c>.</param>
    /// <param name="agent">The agent in a sentence, for example <c>A Docker agent</c>.</param>
    /// <param name="option">The agent's word for <c>--run-config</c>, for example <c>docker</c>.</param>
    public static string? ForRunConfig(QueuedFlowRun run, string own, string agent, string option)
    {
        var type = run.RunConfig?.Type;
        if (type is null or "UniversalRun" || type == own) return null;
        var other = type switch
        {
            "ECSRun" => Ecs,
            "DockerRun" => Docker,
            "LocalRun" => Local,
            _ => $"an agent of Prefect 1.x that starts {type}",
        };
        return $"{agent} cannot start the run: its run config is {type}. Start {other} with the run's labels, or register the flow again with --run-config {option}.";
    }

    /// <summary>Names the agent that can start a flow from a storage.</summary>
    /// <param name="storage">The storage.</param>
    public static string ForStorage(StorageDocument storage) => storage switch
    {
        DockerStorageDocument => Docker,
        LocalStorageDocument => $"{Local} on the machine that registered the flow",
        ModuleStorageDocument { Module: { } module } when ModuleStorageDocument.IsProgram(module) => $"{Local} on the machine that has {module}, or {Docker} with an image that has it",
        _ => "an agent of Prefect 1.x",
    };
}
