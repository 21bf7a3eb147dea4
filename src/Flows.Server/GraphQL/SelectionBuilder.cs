using Flows.Server.Errors;
using Flows.Server.GraphQL.Computed;
using Flows.Server.GraphQL.Mutations;
using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.GraphQL;

/// <summary>What is selected of rows and below them, checked against the tables.</summary>
internal sealed class SelectionBuilder(FieldCollector fields, ArgumentReader arguments, ComputedFields computed)
{
    private const string Aggregate = "_aggregate";

    private readonly List<ComputedCall> calls = [];

    /// <summary>The computed fields that were selected so far.</summary>
    public IReadOnlyList<ComputedCall> Calls => calls;

    public void Rows(TableQuery query, FieldGroup group, string path, int depth)
    {
        if (depth > fields.Limits.Depth)
            throw new RequestException($"the query nests relations deeper than {fields.Limits.Depth} levels", ErrorCodes.Limit, path);
        if (!group.HasSelections) throw RequestException.Invalid($"missing selection set for \"{group.Name}\"", path);
        foreach (var field in fields.Below(group, query.Table.Name))
            query.Selections.Add(Select(query.Table, field, $"{path}.selectionSet.{field.Key}", depth));
    }

    public void Aggregates(TableQuery query, FieldGroup group, string path, int depth)
    {
        var table = query.Table;
        foreach (var field in fields.Below(group, $"{table.Name}_aggregate"))
        {
            var at = $"{path}.selectionSet.{field.Key}";
            query.Selections.Add(field.Name switch
            {
                "__typename" => new TypeNameSelection(field.Key, $"{table.Name}_aggregate"),
                "aggregate" => AggregateBuilder.Build(table, field, fields, arguments, at),
                "nodes" => Nodes(table, field, at, depth),
                _ => throw RequestException.Invalid($"field \"{field.Name}\" not found in type: '{table.Name}_aggregate'", at),
            });
        }
        if (query.Selections.Count == 0) throw RequestException.Invalid($"missing selection set for \"{group.Name}\"", path);
    }

    private Selection Select(Table table, FieldGroup field, string path, int depth)
    {
        if (field.Name == "__typename") return new TypeNameSelection(field.Key, table.Name);
        if (table.Exposes(field.Name) is { } column)
        {
            if (field.HasSelections) throw RequestException.Invalid($"unexpected subselection set for non-object field \"{field.Name}\"", path);
            arguments.Read(field.First, path);
            return new ColumnSelection(field.Key, column);
        }
        if (table.Relation(field.Name) is { } relation) return new RelationSelection(field.Key, relation, Related(relation, field, path, depth + 1));
        if (field.Name.EndsWith(Aggregate, StringComparison.Ordinal) && table.Relation(field.Name[..^Aggregate.Length]) is { IsArray: true } many)
            return new AggregateSelection(field.Key, many, AggregateOf(many.Target, field, path, depth + 1));
        if (computed.Find(table.Name, field.Name) is { } made) return Computed(made, table, field, path);
        throw RequestException.Invalid($"field \"{field.Name}\" not found in type: '{table.Name}'", path);
    }

    private TableQuery Related(Relation relation, FieldGroup group, string path, int depth)
    {
        var query = new TableQuery(relation.Target) { IsSingle = !relation.IsArray };
        if (relation.IsArray) arguments.Apply(query, group.First, path);
        else arguments.Read(group.First, path);
        Rows(query, group, path, depth);
        return query;
    }

    private TableQuery AggregateOf(Table table, FieldGroup group, string path, int depth)
    {
        var query = new TableQuery(table);
        arguments.Apply(query, group.First, path);
        Aggregates(query, group, path, depth);
        return query;
    }

    private AggregateNodes Nodes(Table table, FieldGroup field, string path, int depth)
    {
        var rows = new TableQuery(table);
        Rows(rows, field, path, depth);
        return new(field.Key, rows.Selections);
    }

    private ComputedSelection Computed(ComputedField made, Table table, FieldGroup field, string path)
    {
        arguments.Read(field.First, path);
        PayloadWriter.Check(made.Type, field, fields, path);
        var call = new ComputedCall(made, field, fields);
        calls.Add(call);
        return new(field.Key, [.. made.Columns.Select(c => table[c])], call);
    }
}
