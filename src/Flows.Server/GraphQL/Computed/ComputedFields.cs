namespace Flows.Server.GraphQL.Computed;

/// <summary>All computed fields.</summary>
internal sealed class ComputedFields(params IReadOnlyList<ComputedField> all)
{
    public IReadOnlyList<ComputedField> All { get; } = all;

    public ComputedField? Find(string table, string name)
    {
        foreach (var field in All)
            if (field.Table == table && field.Name == name)
                return field;
        return null;
    }
}
