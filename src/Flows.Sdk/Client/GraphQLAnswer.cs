using System.Net;
using System.Text;
using System.Text.Json;

namespace Flows.Client;

/// <summary>One HTTP answer, read to its end.</summary>
internal sealed record GraphQLAnswer(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter)
{
    /// <summary>The body as JSON object, or null when it is none.</summary>
    public JsonElement? Json { get; } = Parse(Body);

    /// <summary>The GraphQL errors, or null when there are none.</summary>
    public JsonElement? Errors => Json is { } json && json.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0 ? errors : null;

    /// <summary>Whether the server's own parts could not reach each other; the protocol says to ask again.</summary>
    public bool IsApiError => Errors is { } errors && errors.GetRawText().Contains("API_ERROR", StringComparison.Ordinal);

    public bool IsServerTrouble => Status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    public string Text => Encoding.UTF8.GetString(Body);

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body) is { ValueKind: JsonValueKind.Object } json ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
