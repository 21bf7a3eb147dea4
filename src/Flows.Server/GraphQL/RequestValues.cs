using System.Globalization;
using System.Text.Json;
using Flows.Server.Errors;
using GraphQLParser.AST;

namespace Flows.Server.GraphQL;

/// <summary>
/// The values of a request. Literals become null, bool, long, double, string, <see cref="EnumWord"/>, lists and dictionaries; a variable stays
/// a <see cref="DeclaredValue"/> around a <see cref="JsonElement"/>, so that JSON scalars keep their text, until <see cref="Open"/> takes one level off.
/// </summary>
internal sealed class RequestValues
{
    private readonly Dictionary<string, DeclaredValue?> variables = new(StringComparer.Ordinal);

    public RequestValues(GraphQLOperationDefinition operation, JsonElement given)
    {
        foreach (var definition in operation.Variables ?? Enumerable.Empty<GraphQLVariableDefinition>())
        {
            var name = definition.Variable.Name.StringValue;
            if (!variables.TryAdd(name, Declared(definition, name, given)))
                throw RequestException.Invalid($"variable \"${name}\" is declared twice", "$.variableValues");
        }
    }

    /// <summary>The value of a literal or variable.</summary>
    /// <param name="node">The node.</param>
    /// <param name="isGiven">Whether there is one: a variable that was not given is as if nothing stood there, which is not the same as null.</param>
    public object? Read(GraphQLValue node, out bool isGiven)
    {
        if (node is not GraphQLVariable variable)
        {
            isGiven = true;
            return Literal(node);
        }
        if (!variables.TryGetValue(variable.Name.StringValue, out var found))
            throw RequestException.Invalid($"variable \"${variable.Name.StringValue}\" is not declared by the operation");
        isGiven = found is not null;
        return found;
    }

    /// <summary>A value with its outer level known: a variable's object or list becomes a dictionary or list of its members.</summary>
    public static object? Open(object? value) => DeclaredValue.Plain(value) is not JsonElement json ? DeclaredValue.Plain(value) : json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? (object)whole : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => json.EnumerateArray().Select(e => (object?)e).ToList(),
        JsonValueKind.Object => Members(json),
        _ => null,
    };

    private DeclaredValue? Declared(GraphQLVariableDefinition definition, string name, JsonElement given)
    {
        if (given.ValueKind == JsonValueKind.Object && given.TryGetProperty(name, out var value))
            return value.ValueKind == JsonValueKind.Null && definition.Type is GraphQLNonNullType
                ? throw RequestException.Invalid($"variable \"${name}\" of type {DeclaredValue.Text(definition.Type)} must not be null", "$.variableValues")
                : new(name, definition.Type, value);
        if (definition.DefaultValue is { } standard) return new(name, definition.Type, Literal(standard));
        return definition.Type is GraphQLNonNullType
            ? throw RequestException.Invalid($"variable \"${name}\" is required and was not given", "$.variableValues")
            : null;
    }

    private static Dictionary<string, object?> Members(JsonElement json)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject()) members[member.Name] = member.Value;
        return members;
    }

    private object? Literal(GraphQLValue node) => node switch
    {
        GraphQLStringValue text => (string)text.Value,
        GraphQLEnumValue word => new EnumWord(word.Name.StringValue),
        GraphQLBooleanValue boolean => boolean.Value == "true",
        GraphQLNullValue => null,
        GraphQLIntValue number => long.TryParse(number.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? whole
            : throw RequestException.Invalid($"the number {number.Value} is out of range"),
        GraphQLFloatValue number => double.Parse(number.Value, CultureInfo.InvariantCulture),
        GraphQLListValue list => (list.Values ?? []).Select(v => Read(v, out _)).ToList(),
        GraphQLObjectValue fields => Fields(fields),
        GraphQLVariable variable => Read(variable, out _),
        _ => throw new InvalidOperationException($"unknown literal {node.Kind}"),
    };

    private Dictionary<string, object?> Fields(GraphQLObjectValue node)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in node.Fields ?? [])
        {
            var value = Read(field.Value, out var isGiven);
            if (isGiven) fields[field.Name.StringValue] = value;
        }
        return fields;
    }
}
