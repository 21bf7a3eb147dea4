using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Flows.Server.Errors;
using Flows.Server.Queries;

namespace Flows.Server.GraphQL.Introspection;

/// <summary>The root fields <c>__schema</c> and <c>__type</c>.</summary>
internal sealed class IntrospectionFields(Lazy<Schema> schema, FieldCollector fields, ArgumentReader arguments)
{
    /// <summary>Fields lead to types and these to fields again: a request that follows them in circles ends here. The standard one has half a megabyte.</summary>
    private const long MaxAnswer = 8 * 1024 * 1024;

    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public RootQuery? Find(FieldGroup group, string path) => group.Name switch
    {
        "__schema" => Answer(group, "__Schema", schema.Value, path),
        "__type" => Answer(group, "__Type", schema.Value.Find(Name(group, path)), path),
        _ => null,
    };

    private string Name(FieldGroup group, string path)
    {
        var given = arguments.Read(group.First, path, "name").GetValueOrDefault("name");
        DeclaredValue.Expect(given, "String", $"{path}.args.name");
        return RequestValues.Open(given) as string ?? throw RequestException.Invalid("missing required field \"name\"", $"{path}.args");
    }

    private JsonRoot Answer(FieldGroup group, string type, SchemaPart? part, string path)
    {
        Check(schema.Value.Find(type)!, group, path);
        using var buffer = new AnswerBuffer(MaxAnswer, "ask for fewer types and fields");
        using (var json = new Utf8JsonWriter(buffer, Options)) Write(json, part, group);
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        buffer.CopyTo(bytes);
        return new(group.Key, Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    private void Check(TypePart type, FieldGroup group, string path)
    {
        if (!group.HasSelections) throw RequestException.Invalid($"missing selection set for \"{group.Name}\"", path);
        foreach (var field in fields.Below(group, type.Name).Where(f => f.Name != "__typename"))
        {
            var at = $"{path}.selectionSet.{field.Key}";
            var found = type.Fields!.FirstOrDefault(f => f.Name == field.Name)
                ?? throw RequestException.Invalid($"field \"{field.Name}\" not found in type: '{type.Name}'", at);
            // Nothing in this schema is deprecated, so that the one argument there is changes nothing.
            arguments.Read(field.First, at, [.. found.Arguments.Select(a => a.Name)]);
            if (found.Target is { } target) Check(target, field, at);
            else if (field.HasSelections) throw RequestException.Invalid($"unexpected subselection set for non-object field \"{field.Name}\"", at);
        }
    }

    private static void Write(Utf8JsonWriter json, object? value, FieldGroup group)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool yes: json.WriteBooleanValue(yes); break;
            case SchemaPart part:
                json.WriteStartObject();
                foreach (var field in group.Members!)
                {
                    json.WritePropertyName(field.Key);
                    Write(json, field.Name == "__typename" ? part.TypeName : part.Member(field.Name), field);
                }
                json.WriteEndObject();
                break;
            case IEnumerable<object> list:
                json.WriteStartArray();
                foreach (var item in list) Write(json, item, group);
                json.WriteEndArray();
                break;
            default: throw new InvalidOperationException($"introspection cannot show {value.GetType().Name}");
        }
    }
}
