using System.Net;
using Flows.Server.Errors;
using Microsoft.AspNetCore.Http;

namespace Flows.Server.Access;

/// <summary>Whether a request is let in: who calls, or why not.</summary>
/// <param name="Caller">Who calls; null when it is not let in.</param>
/// <param name="Refusal">Why it is not let in; null when it is.</param>
/// <param name="Address">Where the caller is.</param>
internal sealed record Admission(Caller? Caller, AccessRefusal? Refusal, IPAddress? Address)
{
    /// <summary>The agent that the caller says it is; null when it is none, or one of another tenant.</summary>
    public Guid? AgentId { get; init; }
}

/// <summary>Why a request is not let in.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Error">The sentence.</param>
internal sealed record AccessRefusal(int Status, RequestException Error)
{
    /// <summary>When to try again; null when that would not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static AccessRefusal Unauthenticated(string sentence) => new(StatusCodes.Status401Unauthorized, new($"UNAUTHENTICATED: {sentence}", ErrorCodes.Unauthenticated));

    public static AccessRefusal Forbidden(string sentence) => new(StatusCodes.Status403Forbidden, new($"FORBIDDEN: {sentence}", ErrorCodes.Forbidden));

    public static AccessRefusal TooMany(TimeSpan wait) => new(StatusCodes.Status429TooManyRequests,
        new($"UNAUTHENTICATED: too many wrong API keys came from there; try again in {Math.Ceiling(wait.TotalSeconds):0} s.", ErrorCodes.Unauthenticated))
    { RetryAfter = wait };
}
