using System.Text.Json;

namespace Flows.Hosting.Commands;

/// <summary>The values of <c>--param-file FILE</c>.</summary>
internal static class ParameterFile
{
    /// <summary>Reads a JSON object, one member for each parameter.</summary>
    /// <exception cref="HostException">The file cannot be read or holds something else.</exception>
    public static IEnumerable<KeyValuePair<string, JsonElement>> Read(string path)
    {
        var json = Parse(path);
        if (json.ValueKind != JsonValueKind.Object) throw new HostException($"The parameter file '{path}' holds no JSON object: it is to be like {{ \"name\": \"Ada\" }}.");
        var members = json.EnumerateObject().ToList();
        if (members.GroupBy(static m => m.Name, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1) is { } twice)
            throw new HostException($"The parameter file '{path}' gives '{twice.Key}' twice: keep one of them.");
        return members.Select(static m => KeyValuePair.Create(m.Name, m.Value));
    }

    private static JsonElement Parse(string path)
    {
        try
        {
            return JsonElement.Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"The parameter file '{path}' cannot be read: {e.Message}");
        }
        catch (JsonException e)
        {
            throw new HostException($"The parameter file '{path}' is no JSON (line {e.LineNumber + 1}): {e.Message}");
        }
    }
}
