using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flows.Server.Queries;

namespace Flows.Server.Sql;

/// <summary>Where computed values stand in JSON that the database has built: there it has put an object with the columns that they need.</summary>
internal sealed class ComputedShape
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, Computation> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ComputedShape> below = new(StringComparer.Ordinal);

    /// <summary>The computed values among some selections and below them; null when there are none.</summary>
    public static ComputedShape? Of(IEnumerable<Selection> selections)
    {
        var shape = new ComputedShape();
        foreach (var selection in selections)
        {
            if (selection is ComputedSelection computed) shape.values.Add(computed.Key, computed.Computation);
            else if (Of(Below(selection)) is { } inner) shape.below.Add(selection.Key, inner);
        }
        return shape.values.Count + shape.below.Count > 0 ? shape : null;
    }

    /// <summary>Below one selection.</summary>
    public static ComputedShape? Of(Selection selection) => Of(Below(selection));

    /// <summary>Writes JSON with the values in their places.</summary>
    public void Write(Utf8JsonWriter json, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var item in value.EnumerateArray()) Write(json, item);
            json.WriteEndArray();
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            json.WriteStartObject();
            foreach (var member in value.EnumerateObject())
            {
                json.WritePropertyName(member.Name);
                if (values.TryGetValue(member.Name, out var computation)) computation.Write(json, member.Value);
                else if (below.TryGetValue(member.Name, out var inner)) inner.Write(json, member.Value);
                else json.WriteRawValue(member.Value.GetRawText(), skipInputValidation: true);
            }
            json.WriteEndObject();
        }
        else
        {
            value.WriteTo(json);
        }
    }

    /// <summary>What is written by <paramref name="write"/>, read again.</summary>
    public static JsonDocument Read(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options)) write(json);
        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    private static IEnumerable<Selection> Below(Selection selection) => selection switch
    {
        RelationSelection relation => relation.Query.Selections,
        AggregateSelection aggregate => aggregate.Query.Selections,
        AggregateNodes nodes => nodes.Selections,
        _ => [],
    };
}
