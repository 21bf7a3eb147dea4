using Flows.Server.Access;
using Flows.Server.Errors;
using Flows.Server.GraphQL.Computed;
using Flows.Server.GraphQL.Introspection;
using Flows.Server.Model;
using Flows.Server.Queries;

namespace Flows.Server.GraphQL;

/// <summary>A query operation as root queries, checked against the tables.</summary>
internal sealed class QueryBuilder
{
    private const string ByKey = "_by_pk", Aggregate = "_aggregate";

    private readonly ServerModel model;
    private readonly Operation operation;
    private readonly Caller caller;
    private readonly ServiceFields services;
    private readonly IntrospectionFields introspection;
    private readonly ArgumentReader arguments;
    private readonly SelectionBuilder selections;

    private QueryBuilder(Operation operation, ServerModel model, ComputedFields computed, Lazy<Schema> schema, Caller caller)
    {
        this.model = model;
        this.operation = operation;
        this.caller = caller;
        arguments = new(operation.Values, operation.Fields);
        services = new(operation.Fields);
        introspection = new(schema, operation.Fields, arguments);
        selections = new(operation.Fields, arguments, computed);
    }

    /// <summary>The root queries of an operation, and the computed fields that it selects.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="model">The tables.</param>
    /// <param name="computed">The fields that no table has.</param>
    /// <param name="schema">The schema, for those who ask for it.</param>
    /// <param name="caller">Who asks: its tenant's rows are what is there, and its scope says which tables.</param>
    public static (IReadOnlyList<RootQuery> Roots, IReadOnlyList<ComputedCall> Calls) Build(
        Operation operation, ServerModel model, ComputedFields computed, Lazy<Schema> schema, Caller caller)
    {
        var builder = new QueryBuilder(operation, model, computed, schema, caller);
        return ([.. operation.Fields.Of(operation.Definition.SelectionSet, "query_root").Select(builder.Root)], builder.selections.Calls);
    }

    private RootQuery Root(FieldGroup group)
    {
        var path = $"$.selectionSet.{group.Key}";
        if (group.Name == "__typename") return new JsonRoot(group.Key, "\"query_root\"");
        if (services.Find(group, path) is { } service) return service;
        if (introspection.Find(group, path) is { } described) return described;
        if (group.Name == "auth_info") return new RowsRoot(group.Key, new CallerFields(operation.Fields, model).Of(caller, group, path));
        if (One(group, path) is { } one)
        {
            selections.Rows(one, group, path, 1);
            return new RowsRoot(group.Key, one);
        }
        if (Many(group.Name, group, path) is { } rows)
        {
            selections.Rows(rows, group, path, 1);
            return new RowsRoot(group.Key, rows);
        }
        if (group.Name.EndsWith(Aggregate, StringComparison.Ordinal) && Many(group.Name[..^Aggregate.Length], group, path) is { } aggregated)
        {
            selections.Aggregates(aggregated, group, path, 1);
            return new AggregateRoot(group.Key, aggregated);
        }
        throw RequestException.Invalid($"field \"{group.Name}\" not found in type: 'query_root'", path);
    }

    /// <summary>The one row that a root field yields; null when it is no such field.</summary>
    private TableQuery? One(FieldGroup group, string path)
    {
        if (group.Name == "mapped_children")
        {
            var parent = new MappedChildren((Guid)Id("task_run_id", group, path), caller.TenantId);
            return new(model.Views.MappedChildren) { IsSingle = true, Source = parent };
        }
        var table = group.Name == "get_task_run_info" ? model["task_run"]
            : group.Name.EndsWith(ByKey, StringComparison.Ordinal) ? model.Find(group.Name[..^ByKey.Length])
            : null;
        if (table is null) return null;
        var id = Id(group.Name == "get_task_run_info" ? "task_run_id" : "id", group, path);
        return new(table) { IsSingle = true, Where = new Comparison(table.Key, Operator.Equal, id), Scope = ScopeOf(table) };
    }

    private object Id(string argument, FieldGroup group, string path) =>
        arguments.Read(group.First, path, argument).GetValueOrDefault(argument) is { } value && RequestValues.Open(value) is not null
            ? FilterValues.Scalar(ColumnKind.Uuid, value, $"{path}.args.{argument}")
            : throw RequestException.Invalid($"missing required field \"{argument}\"", $"{path}.args");

    /// <summary>The rows that a root field yields, its arguments applied; null when it is no such field.</summary>
    private TableQuery? Many(string name, FieldGroup group, string path)
    {
        var traversal = model.Views.Traversal;
        if (TraversalArguments.IsFunction(name))
        {
            var walked = new TableQuery(traversal) { Scope = ScopeOf(traversal) };
            walked.Source = TraversalArguments.Read(name, arguments.Apply(walked, group.First, path, "args").GetValueOrDefault("args"), $"{path}.args.args");
            if (walked.Order.Count == 0 && walked.DistinctOn.Count == 0) walked.Order.AddRange(TraversalArguments.StandardOrder(traversal));
            return walked;
        }
        // As a table it is empty, as in the original: it is there for the functions to yield its rows.
        // The keys under the name that the original's command line asks for.
        var table = name == traversal.Name ? traversal : model.Find(name == "auth_api_key" ? "api_key" : name);
        if (table is null) return null;
        var query = new TableQuery(table) { Scope = ScopeOf(table), Source = table == traversal ? new Walk(true, [], 0) : null };
        arguments.Apply(query, group.First, path);
        return query;
    }

    // Only the roots are scoped: a row and all that its relations lead to belong to one tenant.
    private Comparison? ScopeOf(Table table)
    {
        if (table.IsAdminOnly) ScopeRules.Ensure(caller, AccessScope.Admin, table.Name);
        return caller.TenantId switch
        {
            { } id when table.Name == "tenant" => new(table.Key, Operator.Equal, id),
            { } id when !table.IsGlobal => new(table["tenant_id"], Operator.Equal, id),
            _ => null,
        };
    }
}
