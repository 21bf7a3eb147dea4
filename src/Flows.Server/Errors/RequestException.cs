namespace Flows.Server.Errors;

/// <summary>A refusal that the caller is told, in one sentence.</summary>
/// <param name="message">The sentence; some are protocol and must not change (contract section 11).</param>
/// <param name="code">The machine's word for it, from <see cref="ErrorCodes"/>.</param>
/// <param name="path">Where in the request, for example <c>$.selectionSet.flow.args.where</c>; null when it is not about one place.</param>
/// <param name="cause">What lies behind it; for the log.</param>
internal sealed class RequestException(string message, string code, string? path = null, Exception? cause = null)
    : Exception(message, cause)
{
    public string Code { get; } = code;

    public string? Path { get; } = path;

    /// <summary>Whether the request itself is wrong (HTTP 400); otherwise its execution failed (HTTP 200 with errors).</summary>
    public bool IsInvalidRequest => Code is ErrorCodes.Validation or ErrorCodes.Parse or ErrorCodes.Limit;

    public static RequestException Invalid(string message, string? path = null) => new(message, ErrorCodes.Validation, path);
}
