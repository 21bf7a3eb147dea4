namespace Flows.Client;

/// <summary>What kind of failure a call ended with, for callers that have an answer to one.</summary>
public enum FlowsClientError
{
    /// <summary>The server refused the call for a reason of its own; its words are in the message.</summary>
    Refused,

    /// <summary>The server could not be reached, or did not answer in time.</summary>
    Unreachable,

    /// <summary>The API key is missing, wrong or not allowed to do this.</summary>
    Unauthorized,

    /// <summary>What was asked for does not exist.</summary>
    NotFound,

    /// <summary>The thing exists already (<c>Uniqueness violation.</c>).</summary>
    UniquenessViolation,

    /// <summary>A state was refused (<c>State update failed</c>), for example because another agent has taken the run.</summary>
    StateUpdateFailed,

    /// <summary>Somebody else changed the run in between (<c>VERSION_LOCKING_ERROR</c>).</summary>
    VersionLocked,

    /// <summary>The server asks for fewer calls (HTTP 429).</summary>
    RateLimited,

    /// <summary>The answer is not one of a Prefect API; most likely something else listens at the address.</summary>
    InvalidAnswer,
}

/// <summary>The server could not be reached, or refused a call.</summary>
/// <param name="error">The kind of failure.</param>
/// <param name="message">What went wrong, in a sentence that names the server and the way out.</param>
/// <param name="inner">What caused it.</param>
public sealed class FlowsClientException(FlowsClientError error, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The kind of failure.</summary>
    public FlowsClientError Error { get; } = error;
}
