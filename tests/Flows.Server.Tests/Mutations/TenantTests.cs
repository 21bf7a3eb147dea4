using System.Text.Json.Nodes;

namespace Flows.Server.Tests.Mutations;

/// <summary>Tenants and projects.</summary>
public sealed class TenantTests
{
    [Fact]
    public async Task CreateTenant_WithASlugThatIsTaken_IsRefusedInTheProtocolsWords()
    {
        await using var server = await TestServer.StartAsync();
        await CreateAsync(server, "second");
        (await server.RunAsync("{ tenant(order_by: {created: asc}) { name slug settings } }")).ShouldBeJson(
            """{"tenant": [{"name": "default", "slug": "default", "settings": {}}, {"name": "T", "slug": "second", "settings": {}}]}""");
        (await server.RefusedAsync("create_tenant", new() { ["name"] = "other", ["slug"] = "second" })).ShouldBe("Uniqueness violation.");
    }

    [Theory]
    [InlineData("", "s", "A tenant must have a name.")]
    [InlineData("n", "", "The slug \"\" cannot stand in an address: use letters, digits and any of - _ . only.")]
    [InlineData("n", "a/b", "The slug \"a/b\" cannot stand in an address: use letters, digits and any of - _ . only.")]
    [InlineData("n", "a b", "The slug \"a b\" cannot stand in an address: use letters, digits and any of - _ . only.")]
    public async Task CreateTenant_WithNamesThatCannotBe_IsRefused(string name, string slug, string sentence)
    {
        await using var server = await TestServer.StartAsync();
        (await server.RefusedAsync("create_tenant", new() { ["name"] = name, ["slug"] = slug })).ShouldBe(sentence);
    }

    [Fact]
    public async Task UpdateTenant_OfNameSlugAndSettings_ChangesThemAndKeepsOtherSettings()
    {
        await using var server = await TestServer.StartAsync();
        var id = await CreateAsync(server, "second");
        await server.MutateAsync("update_tenant_name", new() { ["tenant_id"] = id, ["name"] = "New" });
        await server.MutateAsync("update_tenant_slug", new() { ["tenant_id"] = id, ["slug"] = "new.slug" });
        await server.MutateAsync("update_tenant_settings", new() { ["tenant_id"] = id, ["settings"] = JsonNode.Parse("""{"a": 1, "b": {"x": 1}}""") });
        var answer = await server.MutateAsync("update_tenant_settings",
            new() { ["tenant_id"] = id, ["settings"] = JsonNode.Parse("""{"b": {"y": null}, "c": "ü"}""") });
        answer.ShouldBeJson($$"""{"id": "{{id}}"}""");
        await server.MutateAsync("update_tenant_settings", new() { ["tenant_id"] = id, ["settings"] = null });
        (await server.RunAsync($"{{ tenant_by_pk(id: \"{id}\") {{ name slug }} }}")).ShouldBeJson("""{"tenant_by_pk": {"name": "New", "slug": "new.slug"}}""");
        var settings = (await server.RunAsync($"{{ tenant_by_pk(id: \"{id}\") {{ settings }} }}")).GetProperty("tenant_by_pk").GetProperty("settings");
        JsonNode.DeepEquals(JsonNode.Parse(settings.GetRawText()), JsonNode.Parse("""{"a": 1, "b": {"y": null}, "c": "ü"}""")).ShouldBeTrue(settings.ToString());
    }

    [Fact]
    public async Task UpdateTenant_ThatCannotBe_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        var (id, none) = (await CreateAsync(server, "second"), Guid.NewGuid().ToString());
        (await server.RefusedAsync("update_tenant_name", new() { ["tenant_id"] = none, ["name"] = "x" })).ShouldBe($"Tenant not found: {none}.");
        (await server.RefusedAsync("update_tenant_slug", new() { ["tenant_id"] = none, ["slug"] = "x" })).ShouldBe($"Tenant not found: {none}.");
        (await server.RefusedAsync("update_tenant_settings", new() { ["tenant_id"] = none, ["settings"] = new JsonObject() }))
            .ShouldBe($"Tenant not found: {none}.");
        (await server.RefusedAsync("update_tenant_name", new() { ["tenant_id"] = id, ["name"] = " " })).ShouldBe("A tenant must have a name.");
        (await server.RefusedAsync("update_tenant_slug", new() { ["tenant_id"] = id, ["slug"] = "default" })).ShouldBe("Uniqueness violation.");
        (await server.RefusedAsync("update_tenant_settings", new() { ["tenant_id"] = id, ["settings"] = new JsonArray() }))
            .ShouldBe("settings must be a JSON object, but this is sent: Array.");
    }

    [Fact]
    public async Task DeleteTenant_ThatIsConfirmed_DeletesAllBelowItAndNothingElse()
    {
        await using var scenario = await Scenario.StartAsync();
        var server = scenario.Server;
        var other = await CreateAsync(server, "second");
        var project = (await server.MutateAsync("create_project", new() { ["tenant_id"] = other, ["name"] = "P" })).GetProperty("id").GetString();
        var flow = (await server.MutateAsync("create_flow", new() { ["project_id"] = project, ["serialized_flow"] = Scenario.Document() })).GetProperty("id")
            .GetString();
        for (var i = 0; i < 25; i++)
        {
            var run = await scenario.CreateRunAsync(new() { ["flow_id"] = flow });
            await server.MutateAsync("write_run_logs", new() { ["logs"] = new JsonObject { ["flow_run_id"] = run, ["message"] = "x" } }, "success");
        }
        var kept = await scenario.CreateRunAsync();
        (await server.RefusedAsync("delete_tenant", new() { ["tenant_id"] = other, ["confirm"] = false }, "success"))
            .ShouldBe("Deleting a tenant deletes its projects, flows, runs and logs for ever: send confirm: true to do so.");
        (await server.MutateAsync("delete_tenant", new() { ["tenant_id"] = other, ["confirm"] = true }, "success error"))
            .ShouldBeJson("""{"success": true, "error": null}""");
        (await server.RunAsync("{ tenant { slug } project { name } flow { id } flow_group_aggregate { aggregate { count } } flow_run { id } log { id } }"))
            .ShouldBeJson(
            $$"""
            {"tenant": [{"slug": "default"}], "project": [{"name": "P"}], "flow": [{"id": "{{scenario.FlowId}}"}],
             "flow_group_aggregate": {"aggregate": {"count": 1} }, "flow_run": [{"id": "{{kept}}"}], "log": []}
            """);
        (await server.RefusedAsync("delete_tenant", new() { ["tenant_id"] = other, ["confirm"] = true }, "success")).ShouldBe($"Tenant not found: {other}.");
    }

    [Fact]
    public async Task Project_RenamedAndDescribed_FollowsAndCannotTakeANameThatIsTaken()
    {
        await using var scenario = await Scenario.StartAsync();
        var server = scenario.Server;
        await server.MutateAsync("create_project", new() { ["name"] = "Q", ["description"] = "second" });
        (await server.RefusedAsync("create_project", new() { ["name"] = "Q" })).ShouldBe("Uniqueness violation.");
        (await server.RefusedAsync("set_project_name", new() { ["project_id"] = scenario.ProjectId, ["name"] = "Q" }, "success"))
            .ShouldBe("Uniqueness violation.");
        (await server.RefusedAsync("set_project_name", new() { ["project_id"] = scenario.ProjectId, ["name"] = "" }, "success"))
            .ShouldBe("A project must have a name.");
        await server.MutateAsync("set_project_name", new() { ["project_id"] = scenario.ProjectId, ["name"] = "R" }, "success");
        await server.MutateAsync("set_project_description", new() { ["project_id"] = scenario.ProjectId, ["description"] = "first" }, "success");
        var read = $"{{ project_by_pk(id: \"{scenario.ProjectId}\") {{ name description }} }}";
        (await server.RunAsync(read)).ShouldBeJson("""{"project_by_pk": {"name": "R", "description": "first"}}""");
        await server.MutateAsync("set_project_description", new() { ["project_id"] = scenario.ProjectId }, "success");
        (await server.RunAsync(read)).ShouldBeJson("""{"project_by_pk": {"name": "R", "description": null}}""");
    }

    [Fact]
    public async Task Project_OfATenantThatDoesNotExist_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        var none = Guid.NewGuid().ToString();
        (await server.RefusedAsync("create_project", new() { ["tenant_id"] = none, ["name"] = "P" })).ShouldBe($"Invalid tenant: {none} does not exist.");
        (await server.RefusedAsync("set_project_name", new() { ["project_id"] = none, ["name"] = "x" }, "success")).ShouldBe($"Project not found: {none}.");
        (await server.RefusedAsync("set_project_description", new() { ["project_id"] = none }, "success")).ShouldBe($"Project not found: {none}.");
        (await server.RefusedAsync("delete_project", new() { ["project_id"] = none }, "success")).ShouldBe($"Project not found: {none}.");
    }

    [Fact]
    public async Task DeleteProject_WithFlowsAndRuns_DeletesThem()
    {
        await using var scenario = await Scenario.StartAsync();
        await scenario.CreateRunAsync();
        (await scenario.Server.MutateAsync("delete_project", new() { ["project_id"] = scenario.ProjectId }, "success"))
            .ShouldBeJson("""{"success": true}""");
        (await scenario.Server.RunAsync("{ project { id } flow { id } flow_run { id } task_run { id } }"))
            .ShouldBeJson("""{"project": [], "flow": [], "flow_run": [], "task_run": []}""");
    }

    private static async Task<string> CreateAsync(TestServer server, string slug) =>
        (await server.MutateAsync("create_tenant", new() { ["name"] = "T", ["slug"] = slug })).GetProperty("id").GetString()!;
}
