using System.Globalization;
using System.Text.Json.Nodes;
using SharpYaml;
using SharpYaml.Model;

namespace Flows.RunConfigs;

/// <summary>A task definition of ECS in a file of this machine, as YAML or JSON.</summary>
internal static class TaskDefinitionFile
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
    public static JsonObject Read(string file)
    {
        try
        {
            using var reader = File.OpenText(file);
            var documents = YamlStream.Load(reader);
            return documents is [{ Contents: YamlMapping mapping }]
                ? Convert(mapping)
                : throw new InvalidDataException($"The task definition '{file}' must be one document with the keys of an ECS task definition, for example containerDefinitions.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or YamlException or InvalidCastException)
        {
            throw new InvalidDataException($"The task definition '{file}' cannot be read: {e.Message}", e);
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
