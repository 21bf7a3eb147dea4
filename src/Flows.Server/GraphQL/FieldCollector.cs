using Flows.Server.Errors;
using GraphQLParser.AST;

namespace Flows.Server.GraphQL;

/// <summary>The fields of a response object: fragments unfolded, @skip and @include obeyed, fields with the same key merged.</summary>
internal sealed class FieldCollector(GraphQLDocument document, RequestValues values, QueryLimits limits)
{
    private Dictionary<string, GraphQLFragmentDefinition>? fragments;
    private int parts;

    public QueryLimits Limits => limits;

    /// <summary>Counts one part of the request: every selection and every part of a filter or an order, wherever it stands.</summary>
    /// <exception cref="RequestException">There are too many.</exception>
    public void Count()
    {
        if (++parts > limits.Parts)
            throw new RequestException($"the request has more than {limits.Parts} fields and conditions; split it into several", ErrorCodes.Limit);
    }

    /// <summary>The fields of an operation.</summary>
    /// <param name="set">Its selections.</param>
    /// <param name="type">The root type.</param>
    public IReadOnlyList<FieldGroup> Of(GraphQLSelectionSet set, string type) => Collect([set], type);

    /// <summary>The fields that are selected below a field.</summary>
    /// <param name="group">The field.</param>
    /// <param name="type">The type of its object.</param>
    // Kept, so that a selection counts once, however many items of a list are written from it.
    public IReadOnlyList<FieldGroup> Below(FieldGroup group, string type) => group.Members ??= Collect(group.Fields.Select(f => f.SelectionSet), type);

    private List<FieldGroup> Collect(IEnumerable<GraphQLSelectionSet?> sets, string type)
    {
        var collection = new FieldCollection(type);
        foreach (var set in sets) Walk(set, collection);
        return collection.Groups;
    }

    private void Walk(GraphQLSelectionSet? set, FieldCollection into)
    {
        foreach (var selection in set?.Selections ?? [])
        {
            Count();
            if (selection is IHasDirectivesNode { Directives: { } directives } && !IsIncluded(directives)) continue;
            if (selection is GraphQLField field) into.Add(field);
            else if (selection is GraphQLInlineFragment inline) Unfold(inline.TypeCondition, "an inline fragment", inline.SelectionSet, into);
            else if (selection is GraphQLFragmentSpread spread && into.Visit(spread.FragmentName.Name.StringValue)) Unfold(Fragment(spread), into);
        }
    }

    private void Unfold(GraphQLFragmentDefinition fragment, FieldCollection into) =>
        Unfold(fragment.TypeCondition, $"the fragment \"{fragment.FragmentName.Name.StringValue}\"", fragment.SelectionSet, into);

    private void Unfold(GraphQLTypeCondition? condition, string fragment, GraphQLSelectionSet set, FieldCollection into)
    {
        if (condition is not null && condition.Type.Name.Value != into.Type)
            throw RequestException.Invalid($"{fragment} is on \"{condition.Type.Name.StringValue}\", but stands where fields of \"{into.Type}\" are selected");
        Walk(set, into);
    }

    private GraphQLFragmentDefinition Fragment(GraphQLFragmentSpread spread)
    {
        fragments ??= document.Definitions.OfType<GraphQLFragmentDefinition>().DistinctBy(f => f.FragmentName.Name.StringValue)
            .ToDictionary(f => f.FragmentName.Name.StringValue, StringComparer.Ordinal);
        return fragments.GetValueOrDefault(spread.FragmentName.Name.StringValue)
            ?? throw RequestException.Invalid($"reference to undefined fragment \"{spread.FragmentName.Name.StringValue}\"");
    }

    private bool IsIncluded(GraphQLDirectives directives)
    {
        foreach (var directive in directives)
        {
            var name = directive.Name.StringValue;
            if (name is not ("skip" or "include")) throw RequestException.Invalid($"directive \"@{name}\" is not known");
            var condition = directive.Arguments?.FirstOrDefault(a => a.Name.Value == "if")
                ?? throw RequestException.Invalid($"directive \"@{name}\" needs the argument \"if\"");
            var value = values.Read(condition.Value, out _);
            DeclaredValue.Expect(value, "Boolean", "$");
            if (RequestValues.Open(value) is not bool holds) throw RequestException.Invalid($"the argument \"if\" of \"@{name}\" must be a Boolean");
            if (holds == (name == "skip")) return false;
        }
        return true;
    }
}
