using System.Runtime.InteropServices;
using System.Text.Json;
using Flows.Server.Errors;

namespace Flows.Server.Http;

/// <summary>Makes sure that every text of a posted JSON can be read: JSON can write half of a surrogate pair, which is no character.</summary>
internal static class JsonTexts
{
    /// <exception cref="RequestException">A text cannot be read.</exception>
    public static JsonElement Checked(JsonElement json)
    {
        var bytes = JsonMarshal.GetRawUtf8Value(json);
        // Only such an escape can make one, and hardly any body has it.
        if (bytes.IndexOf("\\ud"u8) < 0 && bytes.IndexOf("\\uD"u8) < 0) return json;
        var reader = new Utf8JsonReader(bytes);
        try
        {
            while (reader.Read())
                if (reader.ValueIsEscaped) reader.GetString();
        }
        catch (InvalidOperationException)
        {
            throw RequestException.Invalid("a text of the body holds half of a surrogate pair, which is no character");
        }
        return json;
    }
}
