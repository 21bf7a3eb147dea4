using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Queries;

/// <summary>Variables, and requests that are refused: status and shape of the error.</summary>
public sealed class RequestTests(Dataset data) : IClassFixture<Dataset>
{
    public static TheoryData<string, string, string> Invalid => new()
    {
        { "{ flows { id } }", "field \"flows\" not found in type: 'query_root'", "$.selectionSet.flows" },
        { "{ flow { nme } }", "field \"nme\" not found in type: 'flow'", "$.selectionSet.flow.selectionSet.nme" },
        { "{ flow_run { claim } }", "field \"claim\" not found in type: 'flow_run'", "$.selectionSet.flow_run.selectionSet.claim" },
        { "{ flow_run(where: {claim: {_is_null: true}}) { id } }", "field \"claim\" not found in type: 'flow_run_bool_exp'",
            "$.selectionSet.flow_run.args.where.claim" },
        { "{ flow(where: {name: {_is: 1}}) { id } }", "field \"_is\" not found in type: 'String_comparison_exp'", "$.selectionSet.flow.args.where.name._is" },
        { "{ flow(where: {name: {_eq: 1}}) { id } }", "expected a value of type String, but found 1", "$.selectionSet.flow.args.where.name._eq" },
        { "{ flow(where: \"x\") { id } }", "expected an object of type flow_bool_exp, but found \"x\"", "$.selectionSet.flow.args.where" },
        { "{ flow(limit: -1) { id } }", "expected a non-negative whole number, but found -1", "$.selectionSet.flow.args.limit" },
        { "{ flow(order_by: {name: up}) { id } }", "unexpected value \"up\" for type: 'order_by'", "$.selectionSet.flow.args.order_by.name" },
        { "{ flow(order_by: {flow_runs: {name: asc}}) { id } }", "field \"flow_runs\" not found in type: 'flow_order_by'",
            "$.selectionSet.flow.args.order_by.flow_runs" },
        { "{ flow(distinct_on: name, order_by: {version: asc}) { id } }", "\"distinct_on\" columns must match initial \"order_by\" columns",
            "$.selectionSet.flow.args.distinct_on" },
        { "{ flow(first: 1) { id } }", "\"flow\" has no argument named \"first\"", "$.selectionSet.flow" },
        { "{ flow }", "missing selection set for \"flow\"", "$.selectionSet.flow" },
        { "{ flow { name { x } } }", "unexpected subselection set for non-object field \"name\"", "$.selectionSet.flow.selectionSet.name" },
        { "{ flow_by_pk { id } }", "missing required field \"id\"", "$.selectionSet.flow_by_pk.args" },
        { "{ flow_aggregate { aggregate { median { version } } } }", "field \"median\" not found in type: 'flow_aggregate_fields'",
            "$.selectionSet.flow_aggregate.selectionSet.aggregate.selectionSet.median" },
        { "query($id: uuid = \"x\") { flow(where: {name: {_eq: $id}}) { id } }", "variable \"$id\" is declared as uuid, but used where String is expected",
            "$.selectionSet.flow.args.where.name._eq" },
        { "query($l: [Int!] = [1]) { flow(limit: $l) { id } }", "variable \"$l\" is declared as [Int!], but used where Int is expected", "$.selectionSet.flow.args.limit" },
        { "query($w: project_bool_exp = {}) { flow(where: $w) { id } }", "variable \"$w\" is declared as project_bool_exp, but used where flow_bool_exp is expected",
            "$.selectionSet.flow.args.where" },
        { "query($i: String = \"x\") { utility_upstream_tasks(args: {start_task_ids: $i}) { depth } }",
            "variable \"$i\" is declared as String, but used where [uuid!] is expected", "$.selectionSet.utility_upstream_tasks.args.args.start_task_ids" },
        { "mutation($i: delete_project_input = {}) { create_project(input: $i) { id } }",
            "variable \"$i\" is declared as delete_project_input, but used where create_project_input is expected", "$.selectionSet.create_project.args.input" },
        { "{ flow(order_by: {flow_runs_aggregate: {count: up}}) { id } }", "unexpected value \"up\" for type: 'order_by'",
            "$.selectionSet.flow.args.order_by.flow_runs_aggregate.count" },
        { "{ flow(order_by: {flow_runs_aggregate: {max: {labels: asc}}}) { id } }", "field \"labels\" not found in type: 'flow_run_max_order_by'",
            "$.selectionSet.flow.args.order_by.flow_runs_aggregate.max.labels" },
        { "{ mapped_children { state_counts } }", "missing required field \"task_run_id\"", "$.selectionSet.mapped_children.args" },
        { "{ utility_upstream_tasks(args: {}) { depth } }", "missing required field \"start_task_ids\"", "$.selectionSet.utility_upstream_tasks.args.args" },
        { "{ __type(name: \"flow\") { colour } }", "field \"colour\" not found in type: '__Type'", "$.selectionSet.__type.selectionSet.colour" },
        { "mutation { create_projekt(input: {name: \"x\"}) { id } }", "field \"create_projekt\" not found in type: 'mutation_root'",
            "$.selectionSet.create_projekt" },
        { "mutation { create_project { id } }", "\"create_project\" needs the argument \"input\" of type create_project_input!",
            "$.selectionSet.create_project.args" },
        { "mutation { create_project(input: {}) { id } }", "field \"name\" of type String! is required in 'create_project_input'",
            "$.selectionSet.create_project.args.input.name" },
        { "mutation { create_project(input: {name: \"x\", colour: 1}) { id } }", "field \"colour\" not found in type: 'create_project_input'",
            "$.selectionSet.create_project.args.input" },
        { "mutation { create_project(input: {name: \"x\"}) { nme } }", "field \"nme\" not found in type: 'create_project_payload'",
            "$.selectionSet.create_project.selectionSet.nme" },
        { "mutation { delete_project(input: {project_id: \"x\"}) { success } }", "expected a value of type UUID, but found \"x\"",
            "$.selectionSet.delete_project.args.input.project_id" },
        { "mutation { write_run_logs(input: {logs: [{flow_run_id: \"6f9619ff-8b86-d011-b42d-00c04fc964ff\", level: LOUD}]}) { success } }",
            "expected a value of type log_level, but found LOUD", "$.selectionSet.write_run_logs.args.input.logs[0].level" },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Request_ThatDoesNotFitTheSchema_Is400WithItsPlace(string query, string message, string path)
    {
        var (status, answer) = await data.Server.PostAsync(query);
        status.ShouldBe(400);
        var error = answer.GetProperty("errors")[0];
        error.GetProperty("message").GetString().ShouldBe(message);
        error.GetProperty("extensions").ShouldBeJson($$"""{"path": "{{path}}", "code": "validation-failed"}""");
    }

    [Theory]
    [InlineData("{ flow { id ")]
    [InlineData("query { flow( { id } }")]
    public async Task Request_ThatIsNoGraphQL_Is400(string query)
    {
        var (status, answer) = await data.Server.PostAsync(query);
        status.ShouldBe(400);
        answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString().ShouldBe("GRAPHQL_PARSE_FAILED");
    }

    [Fact]
    public async Task Value_ThatDoesNotFitItsColumn_Is200WithData()
    {
        var (status, answer) = await data.Server.PostAsync("{ flow(where: {id: {_eq: \"x\"}}) { id } }");
        status.ShouldBe(200);
        answer.GetProperty("errors")[0].GetProperty("message").GetString().ShouldBe("invalid input syntax for type uuid: \"x\"");
    }

    [Fact]
    public async Task Variables_OfEveryKind_AreUsed()
    {
        var answer = await data.Server.RunAsync(
            "query Q($where: flow_bool_exp, $order: [flow_order_by!], $limit: Int = 1, $unset: String, $yes: Boolean!) { flow(where: $where, order_by: $order, limit: $limit) { name version @include(if: $yes) flow_runs(where: {name: {_eq: $unset}}) { name } } }",
            new JsonObject
            {
                ["where"] = new JsonObject { ["name"] = new JsonObject { ["_in"] = new JsonArray("Hello") } },
                ["order"] = new JsonObject { ["version"] = "desc" },
                ["yes"] = true,
                ["extra"] = 1
            });
        answer.ShouldBeJson("""{"flow": [{"name": "Hello", "version": 2, "flow_runs": []}]}""");
    }

    [Theory]
    [InlineData("{ flow { ...F } } fragment F on project { name }", "the fragment \"F\" is on \"project\", but stands where fields of \"flow\" are selected")]
    [InlineData("{ flow { ... on task { name } } }", "an inline fragment is on \"task\", but stands where fields of \"flow\" are selected")]
    [InlineData("{ flow { ...G } }", "reference to undefined fragment \"G\"")]
    [InlineData("{ flow { x: name x: id } }", "\"name\" and \"id\" are different fields with the same key \"x\": give one an alias")]
    [InlineData("{ flow { flow_runs(limit: 1) { id } flow_runs(limit: 2) { id } } }", "the field \"flow_runs\" is selected twice with different arguments: give one an alias")]
    [InlineData("query($a: Int, $a: String) { hello }", "variable \"$a\" is declared twice")]
    [InlineData("{ flow(limit: $a) { id } }", "variable \"$a\" is not declared by the operation")]
    [InlineData("{ hello @other }", "directive \"@other\" is not known")]
    [InlineData("{ hello @skip(if: 1) }", "the argument \"if\" of \"@skip\" must be a Boolean")]
    public async Task Request_WhosePartsDoNotFitTogether_Is400(string query, string message)
    {
        var (status, answer) = await data.Server.PostAsync(query);
        status.ShouldBe(400);
        answer.GetProperty("errors")[0].GetProperty("message").GetString().ShouldBe(message);
    }

    [Fact]
    public async Task Variable_OfARequiredTypeThatIsNull_Is400()
    {
        var (status, answer) = await data.Server.PostAsync("query($id: uuid!) { flow_by_pk(id: $id) { id } }", new JsonObject { ["id"] = null });
        status.ShouldBe(400);
        answer.GetProperty("errors")[0].GetProperty("message").GetString().ShouldBe("variable \"$id\" of type uuid! must not be null");
    }

    [Fact]
    public async Task Field_SelectedTwice_IsMergedWithAllThatIsSelectedBelow() => (await data.Server.RunAsync(
        "query($n: Int = 1) { flow(limit: $n, order_by: {created: asc}) { project { name } } flow(order_by: {created: asc}, limit: $n) { project { description } } }"))
            .ShouldBeJson("""{"flow": [{"project": {"name": "P", "description": null}}]}""");

    [Fact]
    public async Task Query_OfManyObjectsAndConditions_IsAnswered()
    {
        var objects = string.Join(' ', Enumerable.Range(0, 120).Select(i => $"p{i}: project {{ name }}"));
        var conditions = string.Join(',', Enumerable.Range(0, 500).Select(i => $"{{version: {{_eq: {i}}}}}"));
        var answer = await data.Server.RunAsync($"{{ objects: flow(limit: 1) {{ {objects} }} conditions: flow_aggregate(where: {{_or: [{conditions}, {{}}]}}) {{ aggregate {{ count }} }} }}");
        answer.GetProperty("objects")[0].EnumerateObject().ShouldAllBe(p => p.Value.GetProperty("name").GetString() == "P");
        answer.GetProperty("conditions").GetProperty("aggregate").GetProperty("count").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Variable_ThatIsRequiredAndMissing_Is400()
    {
        var (status, answer) = await data.Server.PostAsync("query($id: uuid!) { flow_by_pk(id: $id) { id } }");
        status.ShouldBe(400);
        answer.GetProperty("errors")[0].GetProperty("message").GetString().ShouldBe("variable \"$id\" is required and was not given");
    }

    [Fact]
    public async Task Query_ThatNestsTooDeep_IsRefused()
    {
        var query = string.Concat(Enumerable.Repeat("flows { project { ", 6));
        var (status, answer) = await data.Server.PostAsync($"{{ project {{ {query} id {new string('}', 12)} }} }}");
        status.ShouldBe(400);
        answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString().ShouldBe("limit-exceeded");
    }

    [Fact]
    public async Task Query_OfFragmentsThatSpreadEachOther_IsRefusedAndTheServerLives()
    {
        var (status, answer) = await data.Server.PostAsync("{ project { ...A } } fragment A on project { flows { ...B } } fragment B on flow { project { ...A } }");
        status.ShouldBe(400);
        answer.GetProperty("errors")[0].GetProperty("message").GetString().ShouldBe("the query nests relations deeper than 10 levels");
        await data.Server.RunAsync("{ hello }");
    }

    [Fact]
    public async Task Query_OfTooManyFields_IsRefused()
    {
        var fields = string.Join(' ', Enumerable.Range(0, 2001).Select(i => $"f{i}: id"));
        var (status, answer) = await data.Server.PostAsync($"{{ flow {{ {fields} }} }}");
        status.ShouldBe(400);
        answer.GetProperty("errors")[0].GetProperty("message").GetString().ShouldBe("the request has more than 2000 fields and conditions; split it into several");
    }

    [Fact]
    public async Task Query_OfMoreRowsThanTheLimit_IsAnErrorAndNoCut()
    {
        await using var scenario = await Scenario.StartAsync(configure: o => o.MaxRows = 2);
        var (status, answer) = await scenario.Server.PostAsync("{ task { slug } }");
        status.ShouldBe(200);
        answer.ShouldBeJson("""{"errors": [{"message": "the answer has more than 2 rows; ask for a page with limit and offset", "extensions": {"code": "limit-exceeded"}}], "data": null}""");
        (await scenario.Server.RunAsync("{ task(limit: 2) { slug } }")).GetProperty("task").GetArrayLength().ShouldBe(2);
    }
}
