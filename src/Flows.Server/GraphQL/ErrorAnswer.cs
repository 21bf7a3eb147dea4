using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flows.Server.Errors;

namespace Flows.Server.GraphQL;

/// <summary>Errors in the one shape of this API.</summary>
internal static class ErrorAnswer
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer that is nothing but an error.</summary>
    public static void Write(IBufferWriter<byte> output, RequestException error, bool hasData)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        Write(json, [(error, null)]);
        if (hasData) json.WriteNull("data");
        json.WriteEndObject();
    }

    /// <summary>The <c>errors</c> member of an answer.</summary>
    /// <param name="json">The writer, inside the answer's object.</param>
    /// <param name="errors">Each error and the response key that it belongs to, null for the whole operation.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<(RequestException Error, string? Key)> errors)
    {
        json.WriteStartArray("errors");
        foreach (var (error, key) in errors)
        {
            json.WriteStartObject();
            json.WriteString("message", error.Message);
            if (key is not null)
            {
                json.WriteStartArray("path");
                json.WriteStringValue(key);
                json.WriteEndArray();
            }
            json.WriteStartObject("extensions");
            if (error.Path is not null) json.WriteString("path", error.Path);
            json.WriteString("code", error.Code);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
