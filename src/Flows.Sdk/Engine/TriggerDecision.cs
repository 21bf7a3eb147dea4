namespace Flows.Engine;

/// <summary>What a trigger says once all upstream tasks have ended.</summary>
internal enum TriggerDecision
{
    /// <summary>The task may start.</summary>
    Start,

    /// <summary>The task ends as TriggerFailed.</summary>
    Fail,

    /// <summary>The task is left out.</summary>
    Skip,

    /// <summary>The task waits until somebody resumes it.</summary>
    Pause,
}
