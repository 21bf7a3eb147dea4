using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Flows.Server.Http.Streams;

/// <summary>Writes server-sent events. A client that takes nothing for too long is cut off; it comes back with the id of its last event.</summary>
internal sealed class EventWriter(HttpContext http, TimeProvider time) : IDisposable
{
    /// <summary>How long a client may leave what was sent untaken.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Utf8JsonWriter json = new(Stream.Null, Options);

    public async Task StartAsync()
    {
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        // Proxies that gather answers would keep events from the client.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        Text("retry: 2000\n\n"u8);
        await FlushAsync();
    }

    /// <summary>Writes an event; it goes out with the next flush.</summary>
    /// <param name="kind">What it is about; the name of the event, and the member <c>kind</c> of its data.</param>
    /// <param name="id">Where the client goes on from when it is cut off after it; null for nowhere.</param>
    /// <param name="members">Writes the other members.</param>
    public void Write(string kind, string? id, Action<Utf8JsonWriter> members)
    {
        Text(System.Text.Encoding.UTF8.GetBytes(id is null ? $"event: {kind}\ndata: " : $"id: {id}\nevent: {kind}\ndata: "));
        // JSON on one line: a line break inside a text is written as an escape.
        json.Reset(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("kind", kind);
        members(json);
        json.WriteEndObject();
        json.Flush();
        Text("\n\n"u8);
    }

    /// <summary>Shows both sides that the connection lives.</summary>
    public Task BeatAsync()
    {
        Text(":\n\n"u8);
        return FlushAsync();
    }

    /// <exception cref="OperationCanceledException">The client has gone, or took nothing for too long.</exception>
    public async Task FlushAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, http.RequestAborted);
        try
        {
            await http.Response.BodyWriter.FlushAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            http.Abort();
            throw;
        }
    }

    public void Dispose() => json.Dispose();

    private void Text(ReadOnlySpan<byte> bytes)
    {
        var output = http.Response.BodyWriter;
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }
}
