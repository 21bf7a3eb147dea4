using System.Text.Json;
using System.Text.Json.Nodes;
using static Flows.Server.Tests.Access.AccountsServer;

namespace Flows.Server.Tests.Access;

/// <summary>Who has called what.</summary>
public sealed class AuditTests
{
    private const string Query = "{ audit_entry(order_by: { created: asc, id: asc }) { caller mutation subjects succeeded message address created } }";

    [Fact]
    public async Task Mutations_ThatPeopleCall_AreKeptWithoutTheirValues()
    {
        await using var server = await AccountsServer.StartAsync();
        var (_, secret) = await server.CreateKeyAsync("ci", new() { ["scope"] = "run" });
        server.Time.Advance(TimeSpan.FromSeconds(1));
        var project = (await server.MutateAsync("create_project", new() { ["name"] = "hush" }, "id", Key(secret))).GetProperty("id").GetString()!;
        server.Time.Advance(TimeSpan.FromSeconds(1));
        await server.RefusedAsync("delete_flow", new() { ["flow_id"] = server.Nobody }, "success", Key(secret));
        await server.MutateAsync("get_runs_in_queue", new() { ["labels"] = new JsonArray() }, "flow_run_ids", Key(secret));

        JsonElement entries = default;
        await server.EventuallyAsync(Query, ServerKey, data => (entries = data.GetProperty("audit_entry")).GetArrayLength() == 3);
        entries[0].GetProperty("caller").GetString().ShouldBe("server key");
        entries[0].GetProperty("mutation").GetString().ShouldBe("create_api_key");
        entries[1].ShouldBeJson($$$"""
            {"caller": "ci", "mutation": "create_project", "subjects": {"id": "{{{project}}}"}, "succeeded": true, "message": null, "address": "127.0.0.1", "created": "2026-01-01T12:00:01.000000+00:00"}
            """);
        entries[2].ShouldBeJson($$$"""
            {"caller": "ci", "mutation": "delete_flow", "subjects": {"flow_id": "{{{server.Nobody}}}"}, "succeeded": false, "message": "Flow not found: {{{server.Nobody}}}.", "address": "127.0.0.1", "created": "2026-01-01T12:00:02.000000+00:00"}
            """);
        entries.ToString().ShouldNotContain(secret);
        entries.ToString().ShouldNotContain("hush");
    }

    [Fact]
    public async Task Entries_OfATenant_AreSeenByItsAdmins()
    {
        await using var server = await AccountsServer.StartAsync();
        var tenant = await server.CreateTenantAsync("second");
        var (_, admin) = await server.CreateKeyAsync("admin", new() { ["tenant_id"] = tenant });
        await server.MutateAsync("create_project", new() { ["name"] = "P" }, "id", Key(ServerKey));
        var own = (await server.MutateAsync("create_project", new() { ["name"] = "P" }, "id", Key(admin))).GetProperty("id").GetString()!;
        // What somebody of all tenants does to a thing of this tenant belongs here as well.
        await server.MutateAsync("delete_project", new() { ["project_id"] = own }, "success", Key(ServerKey));
        await server.EventuallyAsync("{ audit_entry(order_by: { created: asc, id: asc }) { caller mutation } }", admin, data =>
            data.ToString() is var text && text.Contains("create_api_key", StringComparison.Ordinal) && text.Contains("\"caller\": \"admin\"".Replace(": ", ":"), StringComparison.Ordinal));
        (await server.RunAsync("{ audit_entry_aggregate(where: { caller: { _eq: \"server key\" }, mutation: { _eq: \"create_project\" } }) { aggregate { count } } }", headers: Key(admin)))
            .ShouldBeJson("""{"audit_entry_aggregate": {"aggregate": {"count": 0}}}""");
    }
}
