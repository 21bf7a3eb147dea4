namespace Flows.Server.Errors;

/// <summary>The values of <c>extensions.code</c>.</summary>
internal static class ErrorCodes
{
    /// <summary>The text is not GraphQL.</summary>
    public const string Parse = "GRAPHQL_PARSE_FAILED";

    /// <summary>The request does not fit the schema.</summary>
    public const string Validation = "validation-failed";

    /// <summary>The request asks for more than the server gives at once.</summary>
    public const string Limit = "limit-exceeded";

    /// <summary>A value does not fit its column.</summary>
    public const string Data = "data-exception";

    /// <summary>There is such a row already.</summary>
    public const string Constraint = "constraint-violation";

    /// <summary>There is no such row.</summary>
    public const string NotFound = "not-found";

    /// <summary>The rules do not allow it.</summary>
    public const string Refused = "refused";

    /// <summary>No key, or not the right one.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>Protocol: the database cannot be written or reached now; clients repeat the call when the errors hold this word.</summary>
    public const string Unavailable = "API_ERROR";

    /// <summary>The key may not do this.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>The database was lost at the worst moment: whether the change is stored is not known, so the call is not to be repeated blindly.</summary>
    public const string Uncertain = "outcome-unknown";

    /// <summary>The server is at fault; its log says more.</summary>
    public const string Internal = "INTERNAL_SERVER_ERROR";
}
