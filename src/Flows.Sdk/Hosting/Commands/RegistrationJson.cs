using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Flows.Hosting.Commands;

/// <summary>What became of a flow that was to be registered, as one line of JSON.</summary>
internal static class RegistrationJson
{
    public static string Done(FlowRegistration registration) => Line(json =>
    {
        json.WriteString("flow", registration.Name);
        json.WriteString("status", registration.Unchanged ? "skipped" : "registered");
        json.WriteString("id", registration.Id);
        json.WriteNumber("version", registration.Version);
        json.WriteString("project", registration.Project);
        json.WriteString("url", registration.Url);
        json.WriteString("stored_at", registration.StoredAt);
        json.WriteStartArray("labels");
        foreach (var label in registration.Labels) json.WriteStringValue(label);
        json.WriteEndArray();
    });

    public static string Failed(Flow flow, string message) => Line(json =>
    {
        json.WriteString("flow", flow.Name);
        json.WriteString("status", "errored");
        json.WriteString("message", message);
    });

    public static string Name(Flow flow) => Line(json => json.WriteString("name", flow.Name));

    private static string Line(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
