using Flows.Server.Errors;
using Flows.Server.GraphQL.Computed;
using Flows.Server.GraphQL.Mutations;
using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.GraphQL;

/// <summary>A query operation as root queries, checked against the tables.</summary>
internal sealed class QueryBuilder
{
    /// <summary>How deep relations may nest.</summary>
    private const int MaxDepth = 10;

    private const string ByKey = "_by_pk", Aggregate = "_aggregate";

    private readonly ServerModel model;
    private readonly ServiceFields services;
    private readonly FieldCollector fields;
    private readonly ArgumentReader arguments;

    private readonly ComputedFields computed;
    private readonly Guid? tenant;
    private readonly List<ComputedCall> calls = [];

    private QueryBuilder(Operation operation, ServerModel model, ComputedFields computed, Guid? tenant)
    {
        this.model = model;
        this.computed = computed;
        this.tenant = tenant;
        fields = operation.Fields;
        arguments = new(operation.Values, fields);
        services = new(fields);
    }

    /// <summary>The root queries of an operation, and the computed fields that it selects.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="model">The tables.</param>
    /// <param name="computed">The fields that no table has.</param>
    /// <param name="tenant">The tenant whose rows the caller sees; null for all.</param>
    public static (IReadOnlyList<RootQuery> Roots, IReadOnlyList<ComputedCall> Calls) Build(
        Operation operation, ServerModel model, ComputedFields computed, Guid? tenant)
    {
        var builder = new QueryBuilder(operation, model, computed, tenant);
        return ([.. builder.fields.Of(operation.Definition.SelectionSet).Select(builder.Root)], builder.calls);
    }

    private RootQuery Root(FieldGroup group)
    {
        var path = $"$.selectionSet.{group.Key}";
        if (group.Name == "__typename") return new JsonRoot(group.Key, "\"query_root\"");
        if (services.Find(group, path) is { } service) return service;
        if (group.Name == "get_task_run_info") return new RowsRoot(group.Key, One(model["task_run"], "task_run_id", group, path));
        if (Stem(group.Name, ByKey) is { } one) return new RowsRoot(group.Key, One(one, "id", group, path));
        if (Stem(group.Name, Aggregate) is { } table) return new AggregateRoot(group.Key, AggregateOf(table, ScopeOf(table), group, path, 1));
        if (model.Find(group.Name) is not { } rows) throw RequestException.Invalid($"field \"{group.Name}\" not found in type: 'query_root'", path);
        return new RowsRoot(group.Key, Rows(rows, ScopeOf(rows), group, path, 1));
    }

    private Table? Stem(string name, string suffix) => name.EndsWith(suffix, StringComparison.Ordinal) ? model.Find(name[..^suffix.Length]) : null;

    private TableQuery One(Table table, string argument, FieldGroup group, string path)
    {
        var given = arguments.Read(group.First, path, argument);
        var id = given.GetValueOrDefault(argument) is { } value && RequestValues.Open(value) is { } some
            ? FilterValues.Scalar(ColumnKind.Uuid, some, $"{path}.args.{argument}")
            : throw RequestException.Invalid($"missing required field \"{argument}\"", $"{path}.args");
        var query = new TableQuery(table) { IsSingle = true, Where = new Comparison(table.Key, Operator.Equal, id), Scope = ScopeOf(table) };
        Select(table, query.Selections, group, path, 1);
        return query;
    }

    // Only the roots are scoped: a row and all that its relations lead to belong to one tenant.
    private Comparison? ScopeOf(Table table) => tenant switch
    {
        { } id when table.Name == "tenant" => new(table.Key, Operator.Equal, id),
        { } id when !table.IsGlobal => new(table["tenant_id"], Operator.Equal, id),
        _ => null,
    };

    private TableQuery Rows(Table table, Comparison? scope, FieldGroup group, string path, int depth)
    {
        var query = new TableQuery(table) { Scope = scope };
        arguments.Apply(query, group.First, path);
        Select(table, query.Selections, group, path, depth);
        return query;
    }

    private TableQuery Related(Relation relation, FieldGroup group, string path, int depth)
    {
        if (relation.IsArray) return Rows(relation.Target, null, group, path, depth);
        var query = new TableQuery(relation.Target) { IsSingle = true };
        arguments.Read(group.First, path);
        Select(relation.Target, query.Selections, group, path, depth);
        return query;
    }

    private void Select(Table table, List<Selection> to, FieldGroup group, string path, int depth)
    {
        if (depth > MaxDepth) throw new RequestException($"the query nests relations deeper than {MaxDepth} levels", ErrorCodes.Limit, path);
        if (!group.HasSelections) throw RequestException.Invalid($"missing selection set for \"{group.Name}\"", path);
        foreach (var field in fields.Below(group)) to.Add(Select(table, field, $"{path}.selectionSet.{field.Key}", depth));
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
            return new AggregateSelection(field.Key, many, AggregateOf(many.Target, null, field, path, depth + 1));
        if (computed.Find(table.Name, field.Name) is { } made) return Computed(made, table, field, path);
        throw RequestException.Invalid($"field \"{field.Name}\" not found in type: '{table.Name}'", path);
    }

    private ComputedSelection Computed(ComputedField made, Table table, FieldGroup field, string path)
    {
        arguments.Read(field.First, path);
        PayloadWriter.Check(made.Type, field, fields, path);
        var call = new ComputedCall(made, field, fields);
        calls.Add(call);
        return new(field.Key, [.. made.Columns.Select(c => table[c])], call);
    }

    private TableQuery AggregateOf(Table table, Comparison? scope, FieldGroup group, string path, int depth)
    {
        var query = new TableQuery(table) { Scope = scope };
        arguments.Apply(query, group.First, path);
        foreach (var field in fields.Below(group))
        {
            var at = $"{path}.selectionSet.{field.Key}";
            query.Selections.Add(field.Name switch
            {
                "__typename" => new TypeNameSelection(field.Key, $"{table.Name}_aggregate"),
                "aggregate" => new AggregateFields(field.Key,
                    [.. fields.Below(field).Select(f => AggregateBuilder.Build(table, f, fields, arguments, $"{at}.selectionSet.{f.Key}"))]),
                "nodes" => Nodes(table, field, at, depth),
                _ => throw RequestException.Invalid($"field \"{field.Name}\" not found in type: '{table.Name}_aggregate'", at),
            });
        }
        if (query.Selections.Count == 0) throw RequestException.Invalid($"missing selection set for \"{group.Name}\"", path);
        return query;
    }

    private AggregateNodes Nodes(Table table, FieldGroup field, string path, int depth)
    {
        var selections = new List<Selection>();
        Select(table, selections, field, path, depth);
        return new(field.Key, selections);
    }
}
