using Flows.Server.GraphQL.Computed;
using Flows.Server.GraphQL.Mutations;

namespace Flows.Server.Tests.Queries;

/// <summary>Fields that no column holds, wherever rows stand in an answer.</summary>
public sealed class ComputedFieldTests
{
    [Theory]
    [InlineData("{ project(order_by: {name: asc}) { name note { text name } } }",
        """{"project": [{"name": "a", "note": {"text": "a of 2", "name": "a"}}, {"name": "b", "note": null}]}""")]
    [InlineData("{ project(where: {name: {_eq: \"a\"}}) { n: note { t: text __typename } } }",
        """{"project": [{"n": {"t": "a of 2", "__typename": "project_note"}}]}""")]
    [InlineData("{ tenant { slug projects(order_by: {name: asc}) { note { text } name } } }",
        """{"tenant": [{"slug": "default", "projects": [{"note": {"text": "a of 2"}, "name": "a"}, {"note": null, "name": "b"}]}]}""")]
    [InlineData("{ project_aggregate(order_by: {name: asc}) { aggregate { count } nodes { note { text } } } }",
        """{"project_aggregate": {"aggregate": {"count": 2}, "nodes": [{"note": {"text": "a of 2"}}, {"note": null}]}}""")]
    [InlineData("{ tenant { projects_aggregate(where: {name: {_eq: \"a\"}}) { nodes { tenant { slug } note { text } } } } }",
        """{"tenant": [{"projects_aggregate": {"nodes": [{"tenant": {"slug": "default"}, "note": {"text": "a of 2"}}]}}]}""")]
    public async Task ComputedField_WhereverItsRowStands_HasItsValue(string query, string expected)
    {
        var looks = 0;
        await using var harness = await ExecutorHarness.OpenAsync(new ComputedField("project", "note", "text: String name: String", ["name", "created"], async (session, _) =>
        {
            looks++;
            var count = (await session.QueryAsync("select count(*) from project", r => r.GetInt64(0)))[0];
            return row => row.GetProperty("name").GetString() is "a"
                ? Payload.Of(("text", $"{row.GetProperty("name").GetString()} of {count}"), ("name", row.GetProperty("name").GetString()))
                : null;
        }));
        await harness.MakeAsync("create_project(input: {name: \"a\"})");
        await harness.MakeAsync("create_project(input: {name: \"b\"})");
        (await harness.RunAsync(query)).ShouldBeJson(expected);
        looks.ShouldBe(1);
    }
}
