using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Flows.Server.Errors;
using Flows.Server.GraphQL;

namespace Flows.Server.Http;

/// <summary>A posted body: one operation, or a list of them that wants a list of answers.</summary>
internal sealed record RequestBody(IReadOnlyList<GraphQLRequest> Requests, bool IsBatch)
{
    private const int MaxBatch = 100;

    /// <exception cref="RequestException">The body is not what it should be.</exception>
    public static RequestBody Parse(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span)) throw RequestException.Invalid("the body must be JSON in UTF-8");
        if (body.Span.StartsWith(Encoding.UTF8.Preamble)) body = body[Encoding.UTF8.Preamble.Length..];
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(body);
            root = JsonTexts.Checked(document.RootElement).Clone();
        }
        catch (JsonException)
        {
            throw RequestException.Invalid("the body must be JSON like {\"query\": \"...\", \"variables\": {...}}");
        }
        if (root.ValueKind != JsonValueKind.Array) return new([Request(root)], IsBatch: false);
        if (root.GetArrayLength() > MaxBatch)
            throw new RequestException($"a batch may hold {MaxBatch} operations, this one holds {root.GetArrayLength()}", ErrorCodes.Limit);
        return new([.. root.EnumerateArray().Select(Request)], IsBatch: true);
    }

    private static GraphQLRequest Request(JsonElement operation)
    {
        if (operation.ValueKind != JsonValueKind.Object || !operation.TryGetProperty("query", out var query) || query.ValueKind != JsonValueKind.String)
            throw RequestException.Invalid("an operation must be an object with a member \"query\" that is text");
        var name = operation.TryGetProperty("operationName", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        return new(query.GetString()!, Variables(operation), name);
    }

    /// <summary>The variables: an object, or JSON text of one as the Python clients send it ("null" for none).</summary>
    private static JsonElement Variables(JsonElement operation)
    {
        if (!operation.TryGetProperty("variables", out var given)) return default;
        var value = given;
        if (given.ValueKind == JsonValueKind.String)
        {
            var text = given.GetString()!;
            if (string.IsNullOrWhiteSpace(text)) return default;
            try
            {
                using var document = JsonDocument.Parse(text);
                value = JsonTexts.Checked(document.RootElement).Clone();
            }
            catch (JsonException)
            {
                throw RequestException.Invalid("\"variables\" is text, but not the text of a JSON object", "$.variableValues");
            }
        }
        return value.ValueKind switch
        {
            JsonValueKind.Object => value,
            JsonValueKind.Null => default,
            _ => throw RequestException.Invalid("\"variables\" must be an object or the JSON text of one", "$.variableValues"),
        };
    }
}
