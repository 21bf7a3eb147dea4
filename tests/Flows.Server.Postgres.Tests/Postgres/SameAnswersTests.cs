using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Flows.Server.Model;
using Flows.TestKit;

namespace Flows.Server.Tests.Postgres;

/// <summary>Whatever is asked, both databases answer the same: queries made up over one set of data, which was copied from the one to the other.</summary>
public sealed class SameAnswersTests
{
    private const int MaxDepth = 2;

    private static readonly string[] Texts = ["Hello", "%e%", "r_", "Running", "to Success", "b", "", "ü\"<", "100\\%%", "x\\"];

    [Fact]
    public async Task Queries_MadeUp_HaveTheSameAnswerOnBoth()
    {
        var folder = Directory.CreateTempSubdirectory("flows-same-").FullName;
        var file = Path.Combine(folder, "server.db");
        await using (var made = await Scenario.StartAsync(configure: o => o.Database = file)) await FillAsync(made);
        await using var target = await TestDatabase.CreateEmptyAsync();
        await DatabaseCopy.RunAsync(file, target.Address, cancellationToken: TestContext.Current.CancellationToken);
        await using (var sqlite = await TestServer.StartAsync(o => o.Database = file))
        await using (var postgres = await TestServer.StartAsync(o => o.Database = target.Address))
            await Roots().SampleAsync(
                async query =>
                {
                    var (one, other) = (await sqlite.PostAsync(query), await postgres.PostAsync(query));
                    Plain(other.Answer).ShouldBe(Plain(one.Answer), query);
                    other.Status.ShouldBe(one.Status);
                },
                iter: Soak.Times(150), threads: 1, print: q => q);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task FillAsync(Scenario scenario)
    {
        var other = await scenario.RegisterAsync(d => d["name"] = "100% other");
        foreach (var (i, state) in new[] { "Submitted", "Running", "Success", "Failed" }.Index())
        {
            scenario.Server.Time.Advance(TimeSpan.FromSeconds(1.5));
            var run = await scenario.CreateRunAsync(new()
            {
                ["flow_id"] = i % 2 == 0 ? other : scenario.FlowId,
                ["flow_run_name"] = $"r{i}",
                ["labels"] = new JsonArray([.. "abc".Take(i).Select(c => (JsonNode)c.ToString())]),
                ["parameters"] = new JsonObject { ["n"] = i, ["text"] = "ü\"<" },
            });
            await scenario.SetFlowRunAsync(run, "Running");
            await scenario.SetTaskRunAsync(await scenario.TaskRunIdAsync(run, "hello-1"), "Running");
            await scenario.SetFlowRunAsync(run, state == "Submitted" ? "Success" : state);
            await scenario.Server.MutateAsync("write_run_logs", new() { ["logs"] = new JsonObject { ["flow_run_id"] = run, ["message"] = $"line {i}" } }, "success");
        }
    }

    /// <summary>An answer without what may differ: the order of keys inside JSON values, and how a whole number with a fraction is written.</summary>
    private static string Plain(JsonElement json) => JsonSerializer.Serialize(Sorted(json));

    private static object? Sorted(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).ToDictionary(p => p.Name, p => Sorted(p.Value)),
        JsonValueKind.Array => json.EnumerateArray().Select(Sorted).ToList(),
        JsonValueKind.Number => json.GetDouble().ToString("G15", CultureInfo.InvariantCulture),
        _ => json,
    };

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string> Roots() =>
        from table in OneOf([.. ServerModel.Current.Tables.Where(t => t.Exposed && t.Name != "api_key")])
        from isAggregate in Gen.Int[0, 3]
        from query in isAggregate == 0 ? Aggregate($"{table.Name}_aggregate", table, 0) : List(table.Name, table, 0)
        select $"{{ {query} }}";

    private static Gen<string> List(string field, Table table, int depth) =>
        from arguments in Arguments(table)
        from selection in Selection(table, depth)
        select $"{field}({arguments}) {{ {selection} }}";

    private static Gen<string> Aggregate(string field, Table table, int depth) =>
        from filter in Where(table, 0)
        from column in Column(table, c => c.Kind is ColumnKind.Int)
        from text in Column(table, c => c.Kind is ColumnKind.Text or ColumnKind.Time)
        from nodes in Selection(table, depth + 1)
        select $"{field}(where: {filter}, order_by: {{id: asc}}) {{ aggregate {{ count "
            + (column is null ? "" : $"distinct: count(columns: {column.Name}, distinct: true) sum {{ {column.Name} }} avg {{ {column.Name} }} ")
            + (text is null ? "" : $"max {{ {text.Name} }} min {{ {text.Name} }} ") + $"}} nodes {{ {nodes} }} }}";

    private static Gen<string> Selection(Table table, int depth) =>
        from columns in OneOf([.. table.Columns.Where(c => c.Exposed)]).Array[1, 5]
        from relations in depth < MaxDepth && table.Relations.Any(r => r.Target.Exposed)
            ? OneOf([.. table.Relations.Where(r => r.Target.Exposed)]).SelectMany(r => Related(r, depth + 1)).Array[0, 2]
            : Gen.Const(Array.Empty<string>())
        select string.Join(' ', columns.Select(c => c.Name).Distinct().Concat(relations.Select((r, i) => $"k{i}: {r}")));

    private static Gen<string> Related(Relation relation, int depth) => relation.IsArray
        ? Gen.Int[0, 2].SelectMany(i => i == 0 ? Aggregate($"{relation.Name}_aggregate", relation.Target, depth) : List(relation.Name, relation.Target, depth))
        : Selection(relation.Target, depth).Select(s => $"{relation.Name} {{ {s} }}");

    // The id is the last term of each order: rows that are equal otherwise would come as each database likes.
    private static Gen<string> Arguments(Table table) =>
        from filter in Where(table, 0)
        from column in Column(table, c => c.Kind is ColumnKind.Text or ColumnKind.Int or ColumnKind.Time or ColumnKind.Bool)
        from direction in OneOf("asc", "desc", "asc_nulls_first", "desc_nulls_last")
        from distinct in Gen.Int[0, 4]
        from limit in Gen.Int[0, 12]
        from offset in Gen.Int[0, 3]
        select $"where: {filter}, order_by: [{(column is null ? "" : $"{{{column.Name}: {direction}}}, ")}{{id: asc}}]"
            + (distinct == 0 && column is not null ? $", distinct_on: {column.Name}" : "") + (limit < 8 ? $", limit: {limit}" : "") + (offset > 0 ? $", offset: {offset}" : "");

    private static Gen<Column?> Column(Table table, Func<Column, bool> fits) =>
        table.Columns.Where(c => c.Exposed && fits(c)).ToArray() is { Length: > 0 } some ? OneOf(some).Select(c => (Column?)c) : Gen.Const((Column?)null);

    private static Gen<string> Where(Table table, int depth) => Gen.Int[0, 9].SelectMany(choice => choice switch
    {
        0 => Gen.Const("{}"),
        1 when depth < MaxDepth => Where(table, depth + 1).Array[0, 3].Select(w => $"{{_or: [{string.Join(", ", w)}]}}"),
        2 when depth < MaxDepth => Where(table, depth + 1).Select(w => $"{{_not: {w}}}"),
        3 when depth < MaxDepth => Where(table, depth + 1).Array[1, 2].Select(w => $"{{_and: [{string.Join(", ", w)}]}}"),
        4 when depth < MaxDepth && table.Relations.Any(r => r.Target.Exposed) =>
            OneOf([.. table.Relations.Where(r => r.Target.Exposed)]).SelectMany(r => Where(r.Target, depth + 1).Select(w => $"{{{r.Name}: {w}}}")),
        _ => Comparison(table),
    });

    private static Gen<string> Comparison(Table table) =>
        from column in OneOf([.. table.Columns.Where(c => c.Exposed)])
        from condition in Condition(column.Kind)
        select $"{{{column.Name}: {{{condition}}}}}";

    private static Gen<string> Condition(ColumnKind kind) => Gen.Int[0, 5].SelectMany(choice => (choice, kind) switch
    {
        (0, _) => Gen.Bool.Select(b => $"_is_null: {(b ? "true" : "false")}"),
        (1, ColumnKind.Text) =>
            from word in OneOf("_like", "_nlike", "_ilike", "_nilike") from text in OneOf(Texts) select $"{word}: {JsonSerializer.Serialize(text)}",
        (_, ColumnKind.OpaqueJson) => Gen.Const("_is_null: false"),
        (_, ColumnKind.Json) => OneOf("_contains: [\"a\"]", "_contains: {n: 2}", "_contains: \"a\"", "_contained_in: [\"a\", \"b\"]", "_has_key: \"n\"", "_has_key: \"a\"",
            "_has_keys_any: [\"a\", \"text\"]", "_has_keys_all: [\"n\", \"text\"]", "_eq: []", "_neq: [\"a\"]", "_eq: {}"),
        (2, ColumnKind.Text or ColumnKind.Int or ColumnKind.Time or ColumnKind.Uuid) =>
            from word in OneOf("_in", "_nin") from values in Value(kind).Array[0, 3] select $"{word}: [{string.Join(", ", values)}]",
        _ => from word in OneOf("_eq", "_neq", "_gt", "_gte", "_lt", "_lte") from value in Value(kind) select $"{word}: {value}",
    });

    private static Gen<string> Value(ColumnKind kind) => kind switch
    {
        ColumnKind.Int => OneOf("0", "1", "2", "-1", "99999999999"),
        ColumnKind.Bool => OneOf("true", "false"),
        ColumnKind.Time => OneOf("\"2026-01-01T12:00:01.5\"", "\"2026-01-01T13:00:03+01:00\"", "\"1999-01-01\""),
        ColumnKind.Uuid => OneOf("\"00000000-0000-0000-0000-000000000000\"", "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"", "\"019b7965-0000-7000-8000-000000000000\""),
        ColumnKind.Interval => OneOf("\"00:01:00\"", "\"00:00:00\""),
        _ => OneOf(Texts).Select(t => JsonSerializer.Serialize(t)),
    };
}
