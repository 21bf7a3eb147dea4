namespace Flows;

public sealed partial class Trigger
{
    /// <summary>For the task that closes a resource: all that used it ended, no matter how. That it was opened is asked before.</summary>
    internal static Trigger ResourceCleanup { get; } = new(
        "prefect.tasks.core.resource_manager.resource_cleanup_trigger",
        static (c, _) => c.Finished == c.Total ? Engine.TriggerDecision.Start : Engine.TriggerDecision.Fail);
}
