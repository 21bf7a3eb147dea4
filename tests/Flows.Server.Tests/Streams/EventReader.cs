using System.Text.Json;

namespace Flows.Server.Tests.Streams;

/// <summary>A client of a stream of server-sent events.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private EventReader(HttpResponseMessage response, StreamReader lines) => (this.response, this.lines) = (response, lines);

    /// <summary>One event; a comment has the kind ":" and no data.</summary>
    internal sealed record Event(string Kind, string? Id, JsonElement Data);

    public static async Task<EventReader> OpenAsync(HttpClient http, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var reader = new EventReader(response, new(await response.Content.ReadAsStreamAsync()));
        (await reader.lines.ReadLineAsync()).ShouldBe("retry: 2000");
        (await reader.lines.ReadLineAsync()).ShouldBe("");
        return reader;
    }

    /// <summary>The next event; null when the stream has ended.</summary>
    public async Task<Event?> NextAsync()
    {
        var (kind, id, data) = ("", (string?)null, default(JsonElement));
        while (await lines.ReadLineAsync() is { } line)
        {
            if (line.Length == 0) return new(kind, id, data);
            if (line == ":") kind = ":";
            else if (line.StartsWith("event: ", StringComparison.Ordinal)) kind = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = JsonElement.Parse(line[6..]);
            else throw new InvalidDataException(line);
        }
        return null;
    }

    /// <summary>The next so many events, in short: kind and what is in it.</summary>
    public async Task<List<string>> TakeAsync(int count)
    {
        var taken = new List<string>();
        while (taken.Count < count && await NextAsync() is { } next) taken.Add(Short(next));
        return taken;
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
    }

    private static string Short(Event happened) => happened.Kind switch
    {
        "log" => $"log {happened.Data.GetProperty("sequence")} {happened.Data.GetProperty("message")}",
        "flow_run" or "task_run" => $"{happened.Kind} {happened.Data.GetProperty("version")} {happened.Data.GetProperty("state")}",
        "end" => $"end {happened.Data.GetProperty("reason")}",
        var kind => kind,
    };
}
