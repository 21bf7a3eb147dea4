using System.Text.Json;

namespace Flows.Cli.Running;

/// <summary>Reads named values from the command line: JSON values, and bare words as strings.</summary>
internal static class NamedValues
{
    /// <summary>Reads a file and single values, which win over the file's.</summary>
    /// <param name="what">What the values are, for messages.</param>
    /// <param name="option">The option by which they are given.</param>
    /// <param name="file">A file with a JSON object; null for none.</param>
    /// <param name="pairs">Values as <c>name=value</c>.</param>
    /// <exception cref="CliException">The file or a pair is malformed.</exception>
    public static Dictionary<string, JsonElement> Read(string what, string option, string? file, IReadOnlyList<string> pairs)
    {
        var values = file is null ? new(StringComparer.Ordinal) : ReadFile(file);
        foreach (var pair in pairs)
        {
            var split = pair.IndexOf('=', StringComparison.Ordinal);
            if (split < 1) throw new CliException($"'{pair}' is no {what}: write {option} name=value, for example {option} name=Ada.");
            values[pair[..split]] = ReadValue(pair[(split + 1)..]);
        }
        return values;
    }

    private static Dictionary<string, JsonElement> ReadFile(string file)
    {
        try
        {
            var json = JsonElement.Parse(File.ReadAllText(file));
            if (json.ValueKind != JsonValueKind.Object) throw new CliException($"The parameter file '{file}' does not hold a JSON object such as {{\"name\": \"Ada\"}}.");
            var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            foreach (var parameter in json.EnumerateObject())
                if (!values.TryAdd(parameter.Name, parameter.Value)) throw new CliException($"The parameter file '{file}' holds '{parameter.Name}' more than once: keep one.");
            return values;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"The parameter file '{file}' cannot be read: {e.Message}");
        }
        catch (JsonException e)
        {
            throw new CliException($"The parameter file '{file}' is not JSON (line {e.LineNumber + 1}): {e.Message}");
        }
    }

    private static JsonElement ReadValue(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");
        }
    }
}
