using System.Text.Json;
using Flows.Server.Errors;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>The parts of a posted flow that the server stores in columns. The document itself is kept as it came.</summary>
internal readonly struct FlowDocumentReader
{
    /// <summary>Flows of older versions of the protocol are refused.</summary>
    private static readonly Version OldestCore = new(0, 6, 1);

    private readonly JsonElement flow;

    public FlowDocumentReader(JsonElement flow)
    {
        if (flow.ValueKind != JsonValueKind.Object) throw new RequestException("A serialized flow must be a JSON object.", ErrorCodes.Data);
        this.flow = flow;
        Name = Text(flow, "name") is { } name && !string.IsNullOrWhiteSpace(name)
            ? name
            : throw new RequestException("A serialized flow must have a name.", ErrorCodes.Data);
    }

    public string Name { get; }

    public string? CoreVersion => Text(flow, "__version__");

    public JsonText Whole => new(flow.GetRawText());

    public JsonText? Environment => Json("environment");

    public JsonText? RunConfig => Json("run_config");

    public JsonText? Storage => Json("storage");

    public JsonText? Schedule => Json("schedule");

    public JsonText Parameters => Json("parameters") ?? new("[]");

    public IEnumerable<JsonElement> Tasks => List(flow, "tasks");

    public IEnumerable<JsonElement> Edges => List(flow, "edges");

    /// <exception cref="RequestException">The flow was made with a version that is too old.</exception>
    public void EnsureCoreVersion()
    {
        var digits = string.Join('.', (CoreVersion ?? "").Split('+')[0].Split('.').Take(3));
        if (System.Version.TryParse(digits, out var version) && version < OldestCore)
            throw new RequestException($"Prefect versions below {OldestCore} are not supported; the flow was made with {CoreVersion}.", ErrorCodes.Refused);
    }

    public static string? Text(JsonElement json, string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static bool Flag(JsonElement json, string key) => json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.True;

    public static int Number(JsonElement json, string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : 0;

    /// <summary>Seconds, as a duration.</summary>
    /// <exception cref="RequestException">There are more seconds than a duration can hold.</exception>
    public static string? Seconds(JsonElement json, string key)
    {
        if (!json.TryGetProperty(key, out var value) || value.ValueKind != JsonValueKind.Number) return null;
        var seconds = value.GetDouble();
        return Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds
            ? Intervals.Format(TimeSpan.FromSeconds(seconds))
            : throw new RequestException($"{key} of a task is {value.GetRawText()} seconds, which is too long.", ErrorCodes.Data);
    }

    public static IEnumerable<JsonElement> List(JsonElement json, string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    private JsonText? Json(string key) =>
        flow.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? new JsonText(value.GetRawText()) : null;
}
