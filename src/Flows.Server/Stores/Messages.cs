namespace Flows.Server.Stores;

/// <summary>Sentences that more than one store says. Those marked as protocol are compared by clients.</summary>
internal static class Messages
{
    /// <summary>Protocol: clients look for exactly this text.</summary>
    public const string NotUnique = "Uniqueness violation.";

    /// <summary>Protocol: agents drop a run quietly when an error contains it.</summary>
    public const string StateUpdateFailed = "State update failed";

    /// <summary>Protocol.</summary>
    public const string StateTooLarge = "State payload is too large.";

    /// <summary>Protocol: another agent was faster.</summary>
    public const string AlreadySubmitted = StateUpdateFailed + ": this run has already been submitted.";

    /// <summary>Protocol: clients look for "not found", whatever the case.</summary>
    public static string NotFound(string what, object? id) => $"{what} not found: {id}.";

    public static string Invalid(string what, object? id) => $"Invalid {what}: {id} does not exist.";
}
