using System.Globalization;
using System.Text.Json;
using SharpYaml;
using SharpYaml.Events;

namespace Flows.Cli.Output;

/// <summary>JSON as YAML, keys in their order.</summary>
internal static class YamlText
{
    private static readonly string[] Words = ["", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"];

    public static string Of(JsonElement json)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(text);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Write(emitter, json);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Write(Emitter emitter, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var properties = json.EnumerateObject().ToList();
                emitter.Emit(new MappingStart(null, null, isImplicit: true, properties.Count == 0 ? YamlStyle.Flow : YamlStyle.Block));
                foreach (var property in properties)
                {
                    Write(emitter, property.Name);
                    Write(emitter, property.Value);
                }
                emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                emitter.Emit(new SequenceStart(null, null, isImplicit: true, json.GetArrayLength() == 0 ? YamlStyle.Flow : YamlStyle.Block));
                foreach (var item in json.EnumerateArray()) Write(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                Write(emitter, json.GetString()!);
                break;
            default:
                emitter.Emit(new Scalar(null, null, json.GetRawText(), ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: true));
                break;
        }
    }

    /// <summary>Text that would be read as something else is quoted.</summary>
    private static void Write(Emitter emitter, string text)
    {
        var another = Words.Contains(text, StringComparer.OrdinalIgnoreCase) || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) || text.Contains('\n', StringComparison.Ordinal);
        emitter.Emit(new Scalar(null, null, text, another ? ScalarStyle.DoubleQuoted : ScalarStyle.Any, isPlainImplicit: true, isQuotedImplicit: true));
    }
}
