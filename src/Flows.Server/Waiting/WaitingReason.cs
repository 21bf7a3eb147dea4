namespace Flows.Server.Waiting;

/// <summary>Why a flow run does not run, and what to do about it.</summary>
/// <param name="Code">The machine's word for it.</param>
/// <param name="Message">Why, in a sentence.</param>
/// <param name="Advice">What to do, in a sentence.</param>
internal sealed record WaitingReason(string Code, string Message, string Advice)
{
    /// <summary>Live agents ask for runs, and none has all labels of this one.</summary>
    public const string LabelMismatch = "LABEL_MISMATCH";

    /// <summary>No agent that could take the run has been heard of in the last minute.</summary>
    public const string NoAgent = "NO_AGENT";

    /// <summary>As many runs are active as a limit allows.</summary>
    public const string LimitReached = "LIMIT_REACHED";

    /// <summary>Its time has not come.</summary>
    public const string Later = "LATER";

    /// <summary>It waits for a person.</summary>
    public const string Paused = "PAUSED";

    /// <summary>It is in a state that no agent looks for.</summary>
    public const string NotScheduled = "NOT_SCHEDULED";

    /// <summary>An agent has claimed it.</summary>
    public const string Claimed = "CLAIMED";

    /// <summary>It is due, and an agent that fits asks for runs.</summary>
    public const string Due = "DUE";

    /// <summary>An agent has taken it, and its process has not said anything yet.</summary>
    public const string Launching = "LAUNCHING";

    /// <summary>It failed before its process said anything.</summary>
    public const string LaunchFailed = "LAUNCH_FAILED";
}
