using System.Text.Encodings.Web;
using System.Text.Json;

namespace Flows.Cli.Registering;

/// <summary>Flows that were built: <c>{"version": 1, "flows": [...]}</c>, in a file or at an address.</summary>
internal static class FlowsFile
{
    private const int Version = 1;
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Whether it is an address rather than a file.</summary>
    public static bool IsRemote(string where) => Uri.TryCreate(where, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    /// <summary>Reads the documents of the flows.</summary>
    /// <exception cref="CliException">It cannot be read, or is something else.</exception>
    public static async Task<IReadOnlyList<JsonElement>> ReadAsync(CliEnvironment process, string where, CancellationToken stop)
    {
        var text = IsRemote(where) ? await FetchAsync(process, where, stop) : await ReadFileAsync(Path.GetFullPath(where, process.CurrentFolder), where, stop);
        try
        {
            var json = JsonElement.Parse(text);
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("version", out var version) || !json.TryGetProperty("flows", out var flows) || flows.ValueKind != JsonValueKind.Array)
                throw new CliException($"'{where}' is no file of `flows build`: that has \"version\" and \"flows\".");
            if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != Version)
                throw new CliException($"'{where}' is of version {version}, but this tool reads version {Version}: build it again with `flows build`.");
            return [.. flows.EnumerateArray()];
        }
        catch (JsonException e)
        {
            throw new CliException($"'{where}' is not JSON (line {e.LineNumber + 1}): {e.Message}");
        }
    }

    /// <summary>Writes documents, sorted by name and with their keys in order, so that files can be compared.</summary>
    /// <exception cref="CliException">The file cannot be written.</exception>
    public static async Task WriteAsync(string file, IEnumerable<JsonElement> flows, CancellationToken stop)
    {
        var sorted = flows.OrderBy(FlowText.NameOf, StringComparer.Ordinal).Select(Output.JsonOutput.Sorted).ToList();
        var text = JsonSerializer.Serialize(new { version = Version, flows = sorted }, Json);
        try
        {
            await File.WriteAllTextAsync(file, text, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"'{file}' cannot be written: {e.Message}");
        }
    }

    private static async Task<string> ReadFileAsync(string file, string where, CancellationToken stop)
    {
        try
        {
            return await File.ReadAllTextAsync(file, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"'{where}' cannot be read: {e.Message}");
        }
    }

    private static async Task<string> FetchAsync(CliEnvironment process, string where, CancellationToken stop)
    {
        using var http = process.HttpMessageHandler is { } handler ? new HttpClient(handler, disposeHandler: false) : new HttpClient();
        http.Timeout = Patience;
        try
        {
            return await http.GetStringAsync(new Uri(where), stop);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !stop.IsCancellationRequested))
        {
            throw new CliException($"'{where}' cannot be read: {e.Message}");
        }
    }
}
