using Flows.Server.Errors;
using GraphQLParser.AST;

namespace Flows.Server.GraphQL;

/// <summary>The fields of one response object while they are gathered.</summary>
/// <param name="type">The type of the object.</param>
internal sealed class FieldCollection(string type)
{
    private readonly Dictionary<string, FieldGroup> groups = new(StringComparer.Ordinal);
    private HashSet<string>? visited;

    public string Type => type;

    public List<FieldGroup> Groups { get; } = [];

    /// <summary>Whether a fragment is new here. One may spread itself; the second time it adds nothing.</summary>
    public bool Visit(string fragment) => (visited ??= new(StringComparer.Ordinal)).Add(fragment);

    public void Add(GraphQLField field)
    {
        var key = (field.Alias?.Name ?? field.Name).StringValue;
        if (!groups.TryGetValue(key, out var group))
        {
            groups.Add(key, group = new(key, []));
            Groups.Add(group);
        }
        else if (group.Name != field.Name.StringValue)
        {
            throw RequestException.Invalid(
                $"\"{group.Name}\" and \"{field.Name.StringValue}\" are different fields with the same key \"{key}\": give one an alias");
        }
        else if (!SameArguments.Are(group.First, field))
        {
            throw RequestException.Invalid($"the field \"{key}\" is selected twice with different arguments: give one an alias");
        }
        group.Fields.Add(field);
    }
}

/// <summary>The fields that share a response key; all but their selections is the same.</summary>
internal sealed record FieldGroup(string Key, List<GraphQLField> Fields)
{
    public string Name => Fields[0].Name.StringValue;

    public GraphQLField First => Fields[0];

    /// <summary>The fields below, once they have been collected.</summary>
    public IReadOnlyList<FieldGroup>? Members { get; set; }

    public bool HasSelections => Fields.Exists(f => f.SelectionSet is not null);
}
