using System.Text.Encodings.Web;
using System.Text.Json;

namespace Flows.Server.Model;

/// <summary>JSON as text: a value of a JSON column.</summary>
/// <param name="Text">Valid JSON.</param>
internal readonly record struct JsonText(string Text)
{
    /// <summary>Writes text as it is, not as escapes: what is stored is never put into a page.</summary>
    public static JsonSerializerOptions Plain { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string ToString() => Text;
}
