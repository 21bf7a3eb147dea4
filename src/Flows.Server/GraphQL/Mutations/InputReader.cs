using System.Text.Json;
using Flows.Server.Errors;
using Flows.Server.Model;

namespace Flows.Server.GraphQL.Mutations;

/// <summary>Fits a value of the request to its input type.</summary>
internal static class InputReader
{
    public static object? Read(InputType type, object? value, string path)
    {
        DeclaredValue.Expect(value, type is ListInput { Of: var of } ? of.Name : type.Name, path, type is ListInput);
        if (type is ScalarInput { Name: "JSON" }) return Json(DeclaredValue.Plain(value), path);
        var open = RequestValues.Open(value);
        if (open is null) return null;
        return type switch
        {
            ScalarInput scalar => Scalar(scalar.Name, open, path),
            EnumInput words => EnumWord.Of(open) is { } word && words.Words.Contains(word) ? word : throw Unfit(open, type, path),
            ListInput list => FilterValues.List(open).Select((item, i) => Item(list, item, $"{path}[{i}]")).ToList(),
            ObjectInput fields => open is Dictionary<string, object?> members ? Object(fields, members, path) : throw Unfit(open, type, path),
            _ => throw new InvalidOperationException($"unknown input type {type}"),
        };
    }

    private static object? Item(ListInput list, object? item, string path) =>
        Read(list.Of, item, path) ?? (list.IsItemRequired ? throw RequestException.Invalid($"unexpected null in a list of type {list.Name}", path) : null);

    private static InputObject Object(ObjectInput type, Dictionary<string, object?> members, string path)
    {
        var unknown = members.Keys.FirstOrDefault(m => type.Fields.All(f => f.Name != m));
        if (unknown is not null) throw RequestException.Invalid($"field \"{unknown}\" not found in type: '{type.Name}'", path);
        var fields = new List<object?>(type.Fields.Count);
        foreach (var field in type.Fields)
        {
            var at = $"{path}.{field.Name}";
            var value = members.TryGetValue(field.Name, out var given) ? Read(field.Type, given, at) : null;
            if (value is null && field.IsRequired)
                throw RequestException.Invalid($"field \"{field.Name}\" of type {field.Type.Name}! is required in '{type.Name}'", at);
            fields.Add(value);
        }
        return new(type, fields);
    }

    private static object Scalar(string name, object value, string path) => (name, value) switch
    {
        ("String", string text) => text,
        ("Int", long number and >= int.MinValue and <= int.MaxValue) => number,
        ("Boolean", bool yes) => yes,
        ("UUID", string text) when Guid.TryParse(text, out var id) => id,
        ("DateTime", string text) when Iso.TryParse(text, out var instant) => instant,
        _ => throw Unfit(value, new ScalarInput(name), path),
    };

    /// <summary>JSON: a variable as it stands; a literal as it is written, but text holds JSON.</summary>
    private static JsonElement? Json(object? value, string path)
    {
        if (value is JsonElement json) return json.ValueKind == JsonValueKind.Null ? null : json;
        if (value is null) return null;
        try
        {
            return JsonElement.Parse(value as string ?? FilterValues.JsonOf(value));
        }
        catch (JsonException)
        {
            throw Unfit(value, new ScalarInput("JSON"), path);
        }
    }

    private static RequestException Unfit(object? value, InputType type, string path) =>
        RequestException.Invalid($"expected a value of type {type.Name}, but found {FilterValues.Describe(value)}", path);
}
