using Flows.Server.Errors;
using GraphQLParser.AST;

namespace Flows.Server.GraphQL;

/// <summary>The fields of a response object: fragments unfolded, @skip and @include obeyed, fields with the same key merged.</summary>
internal sealed class FieldCollector(GraphQLDocument document, RequestValues values)
{
    /// <summary>Every selected field and every part of a filter counts, wherever it stands.</summary>
    private const int MaxParts = 2000;

    private int parts;

    /// <summary>Counts one part of the request.</summary>
    /// <exception cref="RequestException">There are too many.</exception>
    public void Count()
    {
        if (++parts > MaxParts) throw new RequestException($"the request has more than {MaxParts} fields and conditions", ErrorCodes.Limit);
    }

    public IReadOnlyList<FieldGroup> Of(GraphQLSelectionSet set) => Collect([set]);

    // Kept, so that a selection counts once, however many items of a list are written from it.
    public IReadOnlyList<FieldGroup> Below(FieldGroup group) => group.Members ??= Collect(group.Fields.Select(f => f.SelectionSet));

    private List<FieldGroup> Collect(IEnumerable<GraphQLSelectionSet?> sets)
    {
        var groups = new Dictionary<string, FieldGroup>(StringComparer.Ordinal);
        var order = new List<FieldGroup>();
        // A fragment may spread itself; the second time it adds nothing.
        var visited = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in sets) Walk(set);
        return order;

        void Walk(GraphQLSelectionSet? set)
        {
            foreach (var selection in set?.Selections ?? [])
            {
                if (selection is IHasDirectivesNode { Directives: { } directives } && !IsIncluded(directives)) continue;
                if (selection is GraphQLInlineFragment inline) Walk(inline.SelectionSet);
                else if (selection is GraphQLFragmentSpread spread) Spread(spread.FragmentName.Name.StringValue);
                else if (selection is GraphQLField field) Add(field);
            }
        }

        void Spread(string name)
        {
            if (!visited.Add(name)) return;
            var fragment = document.Definitions.OfType<GraphQLFragmentDefinition>().FirstOrDefault(f => f.FragmentName.Name.Value == name)
                ?? throw RequestException.Invalid($"reference to undefined fragment \"{name}\"");
            Walk(fragment.SelectionSet);
        }

        void Add(GraphQLField field)
        {
            Count();
            var key = (field.Alias?.Name ?? field.Name).StringValue;
            if (!groups.TryGetValue(key, out var group))
            {
                groups.Add(key, group = new(key, []));
                order.Add(group);
            }
            else if (group.Name != field.Name.StringValue)
            {
                throw RequestException.Invalid(
                    $"\"{group.Name}\" and \"{field.Name.StringValue}\" are different fields with the same key \"{key}\": give one an alias");
            }
            group.Fields.Add(field);
        }
    }

    private bool IsIncluded(GraphQLDirectives directives)
    {
        foreach (var directive in directives)
        {
            var name = directive.Name.StringValue;
            if (name is not ("skip" or "include")) throw RequestException.Invalid($"directive \"@{name}\" is not known");
            var condition = directive.Arguments?.FirstOrDefault(a => a.Name.Value == "if")
                ?? throw RequestException.Invalid($"directive \"@{name}\" needs the argument \"if\"");
            if (RequestValues.Open(values.Read(condition.Value, out _)) is not bool holds)
                throw RequestException.Invalid($"the argument \"if\" of \"@{name}\" must be a Boolean");
            if (holds == (name == "skip")) return false;
        }
        return true;
    }
}

/// <summary>The fields that share a response key; all but their selections is the first one's.</summary>
internal sealed record FieldGroup(string Key, List<GraphQLField> Fields)
{
    public string Name => Fields[0].Name.StringValue;

    public GraphQLField First => Fields[0];

    /// <summary>The fields below, once they have been collected.</summary>
    public IReadOnlyList<FieldGroup>? Members { get; set; }

    public bool HasSelections => Fields.Exists(f => f.SelectionSet is not null);
}
