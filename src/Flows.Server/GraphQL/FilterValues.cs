using System.Globalization;
using System.Text;
using System.Text.Json;
using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.GraphQL;

/// <summary>Operands of a filter, checked against the column they are compared with.</summary>
internal static class FilterValues
{
    private static readonly Dictionary<string, Operator> Operators = new(StringComparer.Ordinal)
    {
        ["_eq"] = Operator.Equal,
        ["_neq"] = Operator.NotEqual,
        ["_gt"] = Operator.Greater,
        ["_gte"] = Operator.GreaterOrEqual,
        ["_lt"] = Operator.Less,
        ["_lte"] = Operator.LessOrEqual,
        ["_in"] = Operator.In,
        ["_nin"] = Operator.NotIn,
        ["_like"] = Operator.Like,
        ["_nlike"] = Operator.NotLike,
        ["_ilike"] = Operator.ILike,
        ["_nilike"] = Operator.NotILike,
        ["_is_null"] = Operator.IsNull,
        ["_contains"] = Operator.Contains,
        ["_contained_in"] = Operator.ContainedIn,
        ["_has_key"] = Operator.HasKey,
        ["_has_keys_any"] = Operator.HasAnyKey,
        ["_has_keys_all"] = Operator.HasAllKeys,
    };

    /// <summary>A comparison, or null when the operand is null: then there is no condition.</summary>
    public static Comparison? Read(Column column, string word, object? value, string path)
    {
        if (!Operators.TryGetValue(word, out var op) || !Fits(op, column.Kind))
            throw RequestException.Invalid($"field \"{word}\" not found in type: '{Scalars.Comparison(column.Kind)}'", path);
        DeclaredValue.Expect(value, TypeOf(op, column.Kind), path, TakesList(op));
        var operand = op is Operator.Contains or Operator.ContainedIn ? DeclaredValue.Plain(value) : RequestValues.Open(value);
        if (operand is null or JsonElement { ValueKind: JsonValueKind.Null }) return null;
        return new(column, op, op switch
        {
            Operator.IsNull => operand as bool? ?? throw Expected("a boolean", "Boolean", path),
            Operator.In or Operator.NotIn => List(operand).Where(v => v is not null).Select(v => Scalar(column.Kind, v!, path)).ToList(),
            Operator.HasAnyKey or Operator.HasAllKeys => List(operand).Select(v => (object)Text(v, path)).ToList(),
            Operator.HasKey => Text(operand, path),
            _ => Scalar(column.Kind, operand, path),
        });
    }

    /// <summary>A value of a column's kind.</summary>
    public static object Scalar(ColumnKind kind, object value, string path)
    {
        DeclaredValue.Expect(value, Scalars.Read(kind), path);
        return (kind, kind is ColumnKind.Json or ColumnKind.OpaqueJson ? DeclaredValue.Plain(value) : RequestValues.Open(value)) switch
        {
            (ColumnKind.Json or ColumnKind.OpaqueJson, var any) => new JsonText(JsonOf(any)),
            (ColumnKind.Uuid, string text) => Guid.TryParse(text, out var id) ? id : throw Malformed("uuid", text, path),
            (ColumnKind.Time, string text) => Iso.TryParse(text, out var instant) ? instant : throw Malformed("timestamp with time zone", text, path),
            (ColumnKind.Int, long number) => number,
            (ColumnKind.Bool, bool yes) => yes,
            (ColumnKind.Text or ColumnKind.Interval, string text) => text,
            // Words of an enum are text where text is asked for: clients write state names either way.
            (ColumnKind.Text, EnumWord word) => word.Name,
            (_, var other) => throw RequestException.Invalid($"expected a value of type {Scalars.Read(kind)}, but found {Describe(other)}", path),
        };
    }

    /// <summary>A value as JSON text; a variable's own text is kept.</summary>
    public static string JsonOf(object? value)
    {
        if (DeclaredValue.Plain(value) is JsonElement json) return json.GetRawText();
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer, value);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>The items of a list, for which one value may stand; a variable is of that type or a list of it.</summary>
    public static List<object?> List(object? value, string type, string path)
    {
        DeclaredValue.Expect(value, type, path, isList: true);
        return List(value);
    }

    public static List<object?> List(object? value) => RequestValues.Open(value) switch
    {
        List<object?> list => list,
        null => [],
        var one => [one],
    };

    /// <summary>A value that should have been one of some words.</summary>
    public static string Word(object? value) => EnumWord.Of(value) is { } word ? $"\"{word}\"" : Describe(value);

    public static string Describe(object? value) => RequestValues.Open(value) switch
    {
        null => "null",
        string text => $"\"{text}\"",
        List<object?> => "a list",
        Dictionary<string, object?> => "an object",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };

    private static bool Fits(Operator op, ColumnKind kind) => op switch
    {
        Operator.Like or Operator.NotLike or Operator.ILike or Operator.NotILike => kind == ColumnKind.Text,
        Operator.Contains or Operator.ContainedIn or Operator.HasKey or Operator.HasAnyKey or Operator.HasAllKeys => kind == ColumnKind.Json,
        Operator.IsNull => true,
        _ => kind != ColumnKind.OpaqueJson,
    };

    /// <summary>The operators that a kind of column has, each with the type of its operand.</summary>
    public static IEnumerable<(string Word, string Type)> OperatorsOf(ColumnKind kind) => Operators.Where(o => Fits(o.Value, kind))
        .Select(o => (o.Key, TakesList(o.Value) ? $"[{TypeOf(o.Value, kind)}!]" : TypeOf(o.Value, kind)));

    private static bool TakesList(Operator op) => op is Operator.In or Operator.NotIn or Operator.HasAnyKey or Operator.HasAllKeys;

    /// <summary>The type of an operand, or of each when it is a list.</summary>
    private static string TypeOf(Operator op, ColumnKind kind) => op switch
    {
        Operator.IsNull => "Boolean",
        Operator.HasKey or Operator.HasAnyKey or Operator.HasAllKeys => "String",
        _ => Scalars.Read(kind),
    };

    private static string Text(object? value, string path)
    {
        DeclaredValue.Expect(value, "String", path);
        return RequestValues.Open(value) as string ?? throw Expected(Describe(value), "String", path);
    }

    private static RequestException Expected(string found, string type, string path) =>
        RequestException.Invalid($"expected a value of type {type}, but found {found}", path);

    private static RequestException Malformed(string type, string text, string path) =>
        new($"invalid input syntax for type {type}: \"{text}\"", ErrorCodes.Data, path);

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (DeclaredValue.Plain(value))
        {
            case null: writer.WriteNullValue(); break;
            case JsonElement json: json.WriteTo(writer); break;
            case bool yes: writer.WriteBooleanValue(yes); break;
            case long number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case List<object?> list:
                writer.WriteStartArray();
                list.ForEach(v => Write(writer, v));
                writer.WriteEndArray();
                break;
            case Dictionary<string, object?> fields:
                writer.WriteStartObject();
                foreach (var (name, member) in fields)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member);
                }
                writer.WriteEndObject();
                break;
            case var word: writer.WriteStringValue(word.ToString()); break;
        }
    }
}
