using System.Text.Json;

namespace Flows.Server.Tests.Queries;

/// <summary>A caller who belongs to a tenant sees its rows and no others, whatever is asked.</summary>
public sealed class TenantScopeTests
{
    [Theory]
    [InlineData("{ project { name } }", """{"project": [{"name": "mine"}]}""")]
    [InlineData("{ project(where: {_or: [{name: {_eq: \"theirs\"}}, {}]}) { name } }", """{"project": [{"name": "mine"}]}""")]
    [InlineData("{ project_aggregate { aggregate { count } nodes { name } } }", """{"project_aggregate": {"aggregate": {"count": 1}, "nodes": [{"name": "mine"}]}}""")]
    [InlineData("{ project(distinct_on: tenant_id) { name } }", """{"project": [{"name": "mine"}]}""")]
    [InlineData("{ tenant { slug projects { name } } }", """{"tenant": [{"slug": "my", "projects": [{"name": "mine"}]}]}""")]
    [InlineData("{ tenant_aggregate { aggregate { count } } }", """{"tenant_aggregate": {"aggregate": {"count": 1}}}""")]
    public async Task Root_OfATenantsCaller_HasOnlyItsRows(string query, string expected)
    {
        await using var harness = await ExecutorHarness.OpenAsync();
        var (mine, _) = await FillAsync(harness);
        (await harness.RunAsync(query, ExecutorHarness.Tenant(mine))).ShouldBeJson(expected);
    }

    [Fact]
    public async Task ByKey_OfAnotherTenantsRow_IsNull()
    {
        await using var harness = await ExecutorHarness.OpenAsync();
        var (mine, theirs) = await FillAsync(harness);
        var project = await harness.MakeAsync($"create_project(input: {{tenant_id: \"{theirs}\", name: \"x\"}})");
        var query = $"{{ project_by_pk(id: \"{project}\") {{ name flows {{ id }} }} tenant_by_pk(id: \"{theirs}\") {{ id }} }}";
        (await harness.RunAsync(query, ExecutorHarness.Tenant(mine))).ShouldBeJson("""{"project_by_pk": null, "tenant_by_pk": null}""");
        (await harness.RunAsync(query)).GetProperty("project_by_pk").ValueKind.ShouldBe(JsonValueKind.Object);
    }

    private static async Task<(string Mine, string Theirs)> FillAsync(ExecutorHarness harness)
    {
        var mine = await harness.MakeAsync("create_tenant(input: {name: \"My\", slug: \"my\"})");
        var theirs = await harness.MakeAsync("create_tenant(input: {name: \"Their\", slug: \"their\"})");
        await harness.MakeAsync($"create_project(input: {{tenant_id: \"{mine}\", name: \"mine\"}})");
        await harness.MakeAsync($"create_project(input: {{tenant_id: \"{theirs}\", name: \"theirs\"}})");
        return (mine, theirs);
    }
}
