using System.Globalization;
using System.Text.Json.Nodes;
using SharpYaml;
using SharpYaml.Model;

namespace Flows.RunConfigs;

/// <summary>A mapping as YAML, or as JSON, which is YAML too: in a file of this machine or in text.</summary>
/// <param name="What">What it is, for example <c>task definition</c>.</param>
/// <param name="Keys">The keys that it must have, for example <c>the keys of a Kubernetes job, for example spec</c>.</param>
internal sealed record YamlDocument(string What, string Keys)
{
    private static readonly string[] LocalSchemes = ["file", "local"];

    /// <summary>The file of a path; null when its scheme says that the agent is to read it.</summary>
    public static string? Find(string path)
    {
        var separator = path.IndexOf("://", StringComparison.Ordinal);
        if (separator < 0) return path;
        return LocalSchemes.Contains(path[..separator], StringComparer.Ordinal) ? path[(separator + 3)..] : null;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It cannot be read or is no mapping; the message names the file.</exception>
    public JsonObject Read(string file)
    {
        try
        {
            using var reader = File.OpenText(file);
            return Read(reader, $"The {What} '{file}'");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The {What} '{file}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads text.</summary>
    /// <exception cref="InvalidDataException">It is no mapping.</exception>
    public JsonObject Parse(string text)
    {
        using var reader = new StringReader(text);
        return Read(reader, $"The {What}");
    }

    private JsonObject Read(TextReader reader, string subject)
    {
        try
        {
            return YamlStream.Load(reader) is [{ Contents: YamlMapping mapping }]
                ? Convert(mapping)
                : throw new InvalidDataException($"{subject} must be one document with {Keys}.");
        }
        catch (Exception e) when (e is YamlException or InvalidCastException)
        {
            throw new InvalidDataException($"{subject} cannot be read: {e.Message}", e);
        }
    }

    private static JsonObject Convert(YamlMapping mapping)
    {
        var json = new JsonObject();
        foreach (var (key, value) in mapping) json[((YamlValue)key).Value] = Convert(value);
        return json;
    }

    private static JsonNode? Convert(YamlElement? element) => element switch
    {
        YamlMapping mapping => Convert(mapping),
        YamlSequence sequence => new JsonArray([.. sequence.Select(Convert)]),
        YamlValue { Style: ScalarStyle.Plain or ScalarStyle.Any } plain => ConvertPlain(plain.Value),
        YamlValue quoted => JsonValue.Create(quoted.Value),
        _ => null,
    };

    /// <summary>YAML's core schema: what is not quoted may be null, a truth value or a number.</summary>
    private static JsonValue? ConvertPlain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
