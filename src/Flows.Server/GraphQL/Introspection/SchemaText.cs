using System.Text;
using Flows.Server.GraphQL.Computed;
using Flows.Server.GraphQL.Mutations;
using Flows.Server.Model;

namespace Flows.Server.GraphQL.Introspection;

/// <summary>The whole schema in GraphQL's own words, written from what answers requests: tables, views, service fields, computed fields, mutations.</summary>
internal static class SchemaText
{
    private const string RowArguments =
        "where: {0}_bool_exp order_by: [{0}_order_by!] limit: Int offset: Int distinct_on: [{0}_select_column!]";

    private static readonly ColumnKind[] Kinds =
        [ColumnKind.Uuid, ColumnKind.Text, ColumnKind.Int, ColumnKind.Bool, ColumnKind.Time, ColumnKind.Interval, ColumnKind.Json, ColumnKind.OpaqueJson];

    public static string Write(ServerModel model, ComputedFields computed, MutationCatalog mutations)
    {
        var tables = model.Tables.Where(t => t.Exposed).ToList();
        var roots = new StringBuilder(ServiceFields.Roots);
        foreach (var table in tables)
        {
            Add(roots, $"\"{TableDescriptions.Of(table.Name)}\" {Rows(table.Name, table.Name)}");
            Add(roots, $"{table.Name}_by_pk(id: uuid!): {table.Name}");
            Add(roots, $"{table.Name}_aggregate({Arguments(table.Name)}): {table.Name}_aggregate!");
        }
        Traversal(roots, model.Views.Traversal.Name);
        var text = new StringBuilder(ServiceFields.Types).AppendLine(Scalar).AppendLine(TraversalTypes);
        foreach (var kind in Kinds) Add(text, Comparison(kind));
        foreach (var table in tables.Append(model.Views.Traversal)) TableSchema.Write(text, table, computed);
        Add(text, $"type mapped_children_payload {{ {string.Join(' ', model.Views.MappedChildren.Columns.Select(c => $"{c.Name}: {Scalars.Read(c.Kind)}"))} }}");
        Add(text, mutations.Types);
        Add(text, $"type query_root {{\n{roots}}}");
        Add(text, $"type mutation_root {{\n{string.Join('\n', mutations.Names.Select(m => $"{m}(input: {m}_input!): {m}_payload"))}\n}}");
        return text.Append("schema { query: query_root mutation: mutation_root }").ToString();
    }

    /// <summary>A field that yields rows of a type.</summary>
    public static string Rows(string field, string type) => $"{field}({Arguments(type)}): [{type}!]!";

    public static string Arguments(string type) => RowArguments.Replace("{0}", type, StringComparison.Ordinal);

    public static void Add(StringBuilder text, string line) => text.Append(line).Append('\n');

    private const string Scalar = """
        "An identifier." scalar uuid
        "Identifiers as an array literal of PostgreSQL: {id,id}." scalar _uuid
        "An instant: ISO 8601 with offset; UTC when none is given." scalar timestamptz
        "A duration: hh:mm:ss." scalar interval
        "JSON." scalar jsonb
        "Where nulls stand unless it is said: last when ascending, first when descending."
        enum order_by { asc asc_nulls_first asc_nulls_last desc desc_nulls_first desc_nulls_last }
        """;

    private const string TraversalTypes = """
        input utility_downstream_tasks_args { start_task_ids: _uuid depth_limit: Int = 50 }
        input utility_upstream_tasks_args { start_task_ids: _uuid depth_limit: Int = 50 }
        """;

    private static void Traversal(StringBuilder roots, string type)
    {
        Add(roots, Rows(type, type));
        Add(roots, $"{type}_aggregate({Arguments(type)}): {type}_aggregate!");
        foreach (var function in new[] { TraversalArguments.Downstream, TraversalArguments.Upstream })
        {
            Add(roots, $"{function}(args: {function}_args! {Arguments(type)}): [{type}!]!");
            Add(roots, $"{function}_aggregate(args: {function}_args! {Arguments(type)}): {type}_aggregate!");
        }
    }

    private static string Comparison(ColumnKind kind) =>
        $"\"Null is no condition.\" input {Scalars.Comparison(kind)} {{ {string.Join(' ', FilterValues.OperatorsOf(kind).Select(o => $"{o.Word}: {o.Type}"))} }}";
}
