using System.Net;
using System.Text.Json;

namespace Flows.Client;

/// <summary>Makes one sentence out of an answer that is no success, for people and for callers that look at the kind.</summary>
internal static class GraphQLErrors
{
    private const int MaxText = 2000;

    /// <summary>How a Flows server begins the sentences about keys; the rest is for people.</summary>
    private static readonly string[] Marks = ["UNAUTHENTICATED: ", "FORBIDDEN: "];

    /// <summary>The answer's data.</summary>
    /// <exception cref="FlowsClientException">It has none.</exception>
    public static JsonElement DataOf(GraphQLAnswer answer, Uri api)
    {
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) throw Unauthorized(api, answer.Errors);
        if (answer.Status == HttpStatusCode.TooManyRequests)
            throw new FlowsClientException(FlowsClientError.RateLimited, $"The server at {api} asks for fewer calls (HTTP 429); try again in a few minutes.");
        if (answer.Errors is { } errors) throw Refused(errors, api);
        if (answer.IsServerTrouble)
            throw new FlowsClientException(FlowsClientError.Unreachable, $"The server at {api} is in trouble (HTTP {(int)answer.Status}); look at its own output, and try again.");
        if (answer.Status == HttpStatusCode.OK && answer.Json is { } json && json.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object) return data;
        throw new FlowsClientException(
            FlowsClientError.InvalidAnswer,
            $"What answers at {api} is not a Flows or Prefect server (HTTP {(int)answer.Status}, no GraphQL answer); set cloud.api or PREFECT__CLOUD__API to the server's API, for example http://localhost:4200.");
    }

    public static FlowsClientException Unreachable(Uri api, string why, Exception inner) => new(
        FlowsClientError.Unreachable,
        $"The server at {api} cannot be reached ({why}); start one with 'flows server start', or set cloud.api (PREFECT__CLOUD__API) to where it is.",
        inner);

    /// <summary>With the server's own sentence, when it says one.</summary>
    private static FlowsClientException Unauthorized(Uri api, JsonElement? errors)
    {
        var said = errors is { } given ? MessageOf(given[0]) : "";
        var sentence = Marks.FirstOrDefault(m => said.StartsWith(m, StringComparison.Ordinal)) is { } mark
            ? $"The server at {api} says: {said[mark.Length..]}"
            : $"The server at {api} refused the API key, or wants one; log in with 'flows auth login', or set cloud.api_key (PREFECT__CLOUD__API_KEY) to a key of this server.";
        return new(FlowsClientError.Unauthorized, sentence);
    }

    private static FlowsClientException Refused(JsonElement errors, Uri api)
    {
        var raw = errors.GetRawText();
        if (Has(raw, "UNAUTHENTICATED") || Has(raw, "Malformed Authorization header") || CodeOf(errors[0]) == "FORBIDDEN") return Unauthorized(api, errors);
        var text = string.Join("; ", errors.EnumerateArray().Select(MessageOf).Distinct());
        return new FlowsClientException(KindOf(errors, text), text.Length > MaxText ? text[..MaxText] + "..." : text);
    }

    private static FlowsClientError KindOf(JsonElement errors, string text)
    {
        var code = CodeOf(errors[0]);
        if (code == "VERSION_LOCKING_ERROR") return FlowsClientError.VersionLocked;
        // A field that is not found is a query that this server does not understand.
        if (code is "validation-failed" or "GRAPHQL_VALIDATION_FAILED") return FlowsClientError.Refused;
        if (text == "Uniqueness violation.") return FlowsClientError.UniquenessViolation;
        if (Has(text, "State update failed")) return FlowsClientError.StateUpdateFailed;
        return Has(text, "not found") || Has(text, "No value found") ? FlowsClientError.NotFound : FlowsClientError.Refused;
    }

    private static string MessageOf(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message) && message.GetString() is { Length: > 0 } text ? text : error.GetRawText();

    private static string? CodeOf(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty("extensions", out var extensions) && extensions.ValueKind == JsonValueKind.Object
            && extensions.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
            ? code.GetString()
            : null;

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
