using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.Server.Errors;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>JSON values of inputs that must be objects.</summary>
internal static class JsonInput
{
    /// <summary>The object; null when none is given.</summary>
    /// <exception cref="RequestException">It is no object.</exception>
    public static JsonObject? Object(JsonElement? json, string field) => json is not { } given ? null
        : given.ValueKind == JsonValueKind.Object ? JsonObject.Create(given)
        : throw new RequestException($"{field} must be a JSON object, but this is sent: {given.ValueKind}.", ErrorCodes.Data);

    /// <summary>The text of the object as it came; null when none is given.</summary>
    /// <exception cref="RequestException">It is no object.</exception>
    public static JsonText? ObjectText(JsonElement? json, string field) => Object(json, field) is null ? null : new JsonText(json!.Value.GetRawText());
}
