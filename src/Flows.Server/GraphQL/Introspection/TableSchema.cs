using System.Text;
using Flows.Server.GraphQL.Computed;
using Flows.Server.Model;

namespace Flows.Server.GraphQL.Introspection;

/// <summary>The types of one table: its rows, filters, orders, columns and aggregates.</summary>
internal static class TableSchema
{
    public static void Write(StringBuilder text, Table table, ComputedFields computed)
    {
        var (name, columns) = (table.Name, table.Columns.Where(c => c.Exposed).ToList());
        var made = computed.All.Where(c => c.Table == name).ToList();
        SchemaText.Add(text, $"\"{TableDescriptions.Of(name)}\" type {name} {{");
        foreach (var column in columns) SchemaText.Add(text, $"{column.Name}: {Scalars.Read(column.Kind)}{(column.Nullable ? "" : "!")}");
        foreach (var relation in table.Relations) Relation(text, relation);
        foreach (var field in made) SchemaText.Add(text, $"{field.Name}: {field.Type.Name}");
        SchemaText.Add(text, "}");
        foreach (var field in made) SchemaText.Add(text, $"type {field.Type.Name} {{ {field.Fields} }}");

        var filters = columns.Select(c => $"{c.Name}: {Scalars.Comparison(c.Kind)}").Concat(table.Relations.Select(r => $"{r.Name}: {r.Target.Name}_bool_exp"));
        SchemaText.Add(text, $"input {name}_bool_exp {{ _and: [{name}_bool_exp!] _or: [{name}_bool_exp!] _not: {name}_bool_exp {string.Join(' ', filters)} }}");
        var orders = columns.Select(c => $"{c.Name}: order_by")
            .Concat(table.Relations.Select(r => r.IsArray ? $"{r.Name}_aggregate: {r.Target.Name}_aggregate_order_by" : $"{r.Name}: {r.Target.Name}_order_by"));
        SchemaText.Add(text, $"input {name}_order_by {{ {string.Join(' ', orders)} }}");
        SchemaText.Add(text, $"enum {name}_select_column {{ {string.Join(' ', columns.Select(c => c.Name))} }}");
        Aggregates(text, name, columns);
    }

    private static void Relation(StringBuilder text, Relation relation)
    {
        var target = relation.Target.Name;
        if (!relation.IsArray)
        {
            SchemaText.Add(text, $"{relation.Name}: {target}");
            return;
        }
        SchemaText.Add(text, SchemaText.Rows(relation.Name, target));
        SchemaText.Add(text, $"{relation.Name}_aggregate({SchemaText.Arguments(target)}): {target}_aggregate!");
    }

    private static void Aggregates(StringBuilder text, string name, List<Column> columns)
    {
        var functions = AggregateBuilder.Functions.Select(f => (Name: f, Columns: columns.Where(c => AggregateBuilder.Takes(f, c.Kind)).ToList()))
            .Where(f => f.Columns.Count > 0).ToList();
        SchemaText.Add(text, $"type {name}_aggregate {{ aggregate: {name}_aggregate_fields nodes: [{name}!]! }}");
        var fields = functions.Select(f => $"{f.Name}: {name}_{f.Name}_fields");
        SchemaText.Add(text,
            $"type {name}_aggregate_fields {{ count(columns: [{name}_select_column!] distinct: Boolean): Int {string.Join(' ', fields)} }}");
        foreach (var (function, taken) in functions)
            SchemaText.Add(text, $"type {name}_{function}_fields {{ {string.Join(' ', taken.Select(c => $"{c.Name}: {(function == "avg" ? "Float" : Scalars.Read(c.Kind))}"))} }}");
        var orders = functions.Select(f => $"{f.Name}: {name}_{f.Name}_order_by");
        SchemaText.Add(text, $"input {name}_aggregate_order_by {{ count: order_by {string.Join(' ', orders)} }}");
        foreach (var (function, taken) in functions)
            SchemaText.Add(text, $"input {name}_{function}_order_by {{ {string.Join(' ', taken.Select(c => $"{c.Name}: order_by"))} }}");
    }
}
