using System.Text.Json;
using Flows.Server.Errors;
using Flows.Server.Model;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>Payloads in an answer: what is selected of them is checked against their type first, then written.</summary>
internal static class PayloadWriter
{
    /// <exception cref="RequestException">A selected field is not in the type.</exception>
    public static void Check(OutputType type, FieldGroup field, FieldCollector fields, string path)
    {
        if (type.Fields is null)
        {
            if (field.HasSelections) throw RequestException.Invalid($"unexpected subselection set for non-object field \"{field.Name}\"", path);
            return;
        }
        if (!field.HasSelections) throw RequestException.Invalid($"missing selection set for \"{field.Name}\"", path);
        foreach (var member in fields.Below(field, type.Name).Where(m => m.Name != "__typename"))
        {
            var at = $"{path}.selectionSet.{member.Key}";
            Check(type.Fields.GetValueOrDefault(member.Name)
                ?? throw RequestException.Invalid($"field \"{member.Name}\" not found in type: '{type.Name}'", at), member, fields, at);
        }
    }

    public static void Write(Utf8JsonWriter json, object? value, FieldGroup field, OutputType type, FieldCollector fields)
    {
        switch (value)
        {
            case Payload payload:
                json.WriteStartObject();
                foreach (var member in fields.Below(field, type.Name))
                {
                    json.WritePropertyName(member.Key);
                    if (member.Name == "__typename") json.WriteStringValue(type.Name);
                    else Write(json, payload.Fields[member.Name], member, type.Fields![member.Name], fields);
                }
                json.WriteEndObject();
                break;
            case string text: json.WriteStringValue(text); break;
            case IEnumerable<object> list:
                json.WriteStartArray();
                foreach (var item in list) Write(json, item, field, type, fields);
                json.WriteEndArray();
                break;
            case JsonText text: json.WriteRawValue(text.Text, skipInputValidation: true); break;
            case Guid id: json.WriteStringValue(id); break;
            case bool yes: json.WriteBooleanValue(yes); break;
            case int number: json.WriteNumberValue(number); break;
            case null: json.WriteNullValue(); break;
            default: throw new InvalidOperationException($"a payload cannot hold {value.GetType().Name}");
        }
    }
}
