using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.Server.Access;
using Flows.Server.GraphQL.Mutations;
using Flows.Server.Tests.Queries;
using static Flows.Server.Tests.Access.AccountsServer;

namespace Flows.Server.Tests.Access;

/// <summary>A caller of one tenant, to whom the rows of others do not exist.</summary>
public sealed class TenantTests : IAsyncLifetime
{
    private TestServer? started;
    private string other = "", project = "", flow = "", run = "", taskRun = "", agent = "", stranger = "";

    private TestServer Server => started!;

    public async ValueTask InitializeAsync()
    {
        started = await AccountsServer.StartAsync();
        var tenant = await Server.CreateTenantAsync("second");
        (_, stranger) = await Server.CreateKeyAsync("stranger", new() { ["tenant_id"] = tenant });
        other = tenant;
        project = await MakeAsync("create_project", new() { ["name"] = "P" });
        flow = await MakeAsync("create_flow", new() { ["project_id"] = project, ["serialized_flow"] = Scenario.Document(), ["version_group_id"] = "daily" });
        run = await MakeAsync("create_flow_run", new() { ["flow_id"] = flow });
        agent = await MakeAsync("register_agent", new() { ["type"] = "LocalAgent", ["name"] = "hal", ["labels"] = new JsonArray("a", "b") });
        taskRun = (await Server.RunAsync("{ task_run(limit: 1) { id } }", headers: Key(ServerKey))).GetProperty("task_run")[0].GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    private async Task<string> MakeAsync(string mutation, JsonObject input) =>
        (await Server.MutateAsync(mutation, input, "id", Key(ServerKey))).GetProperty("id").GetString()!;

    private static readonly (string Mutation, string Input, string Selection)[] Calls =
    [
        ("delete_project", """{"project_id": "PROJECT"}""", "success"),
        ("create_flow", """{"project_id": "PROJECT", "serialized_flow": {"name": "x"}}""", "id"),
        ("archive_flow", """{"flow_id": "FLOW"}""", "success"),
        ("delete_flow", """{"flow_id": "FLOW"}""", "success"),
        ("set_schedule_active", """{"flow_id": "FLOW"}""", "success"),
        ("create_flow_run", """{"flow_id": "FLOW"}""", "id"),
        ("create_flow_run", """{"version_group_id": "daily"}""", "id"),
        ("set_flow_run_name", """{"flow_run_id": "RUN", "name": "x"}""", "success"),
        ("delete_flow_run", """{"flow_run_id": "RUN"}""", "success"),
        ("cancel_flow_run", """{"flow_run_id": "RUN"}""", "state"),
        ("set_flow_run_states", """{"states": [{"flow_run_id": "RUN", "state": {"type": "Cancelled"}}]}""", "states { id }"),
        ("set_task_run_states", """{"states": [{"task_run_id": "TASK", "state": {"type": "Cancelled"}}]}""", "states { id }"),
        ("write_run_logs", """{"logs": [{"flow_run_id": "RUN", "message": "x"}]}""", "success"),
        ("create_task_run_artifact", """{"task_run_id": "TASK", "kind": "link", "data": {"link": "x"}}""", "id"),
        ("delete_agent", """{"agent_id": "AGENT"}""", "success"),
        ("update_tenant_name", """{"tenant_id": "TENANT", "name": "x"}""", "id"),
        ("create_project", """{"tenant_id": "TENANT", "name": "x"}""", "id"),
        ("get_runs_in_queue", """{"tenant_id": "TENANT", "labels": ["a", "b"]}""", "flow_run_ids"),
    ];

    [Fact]
    public async Task Mutation_OnARowOfAnotherTenant_SaysWhatItSaysOfOneThatDoesNotExist()
    {
        foreach (var (mutation, input, selection) in Calls) await SaysTheSameAsync(mutation, input, selection);
    }

    private async Task SaysTheSameAsync(string mutation, string input, string selection)
    {
        var tenant = (await Server.RunAsync("{ tenant(where: { slug: { _eq: \"default\" } }) { id } }", headers: Key(ServerKey)))
            .GetProperty("tenant")[0].GetProperty("id").GetString()!;
        var foreign = input.Replace("PROJECT", project).Replace("FLOW", flow).Replace("RUN", run).Replace("TASK", taskRun).Replace("AGENT", agent).Replace("TENANT", tenant);
        var unknown = input.Replace("daily", "nightly");
        foreach (var word in (string[])["PROJECT", "FLOW", "RUN", "TASK", "AGENT", "TENANT"]) unknown = unknown.Replace(word, Server.Nobody);
        var said = await Server.RefusedAsync(mutation, JsonNode.Parse(foreign)!.AsObject(), selection, Key(stranger));
        var expected = await Server.RefusedAsync(mutation, JsonNode.Parse(unknown)!.AsObject(), selection, Key(stranger));
        Plain(said, foreign).ShouldBe(Plain(expected, unknown), mutation);
        (await Server.RunAsync("{ flow_run { id state } agent { id } project { name } }", headers: Key(ServerKey))).ShouldBeJson(
            $$"""{"flow_run": [{"id": "{{run}}", "state": "Scheduled"}], "agent": [{"id": "{{agent}}"}], "project": [{"name": "P"}]}""");
    }

    [Fact]
    public async Task Heartbeat_OfARunOfAnotherTenant_ChangesNothing()
    {
        await Server.MutateAsync("update_flow_run_heartbeat", new() { ["flow_run_id"] = run }, "success", Key(stranger));
        (await Server.RunAsync($"{{ flow_run_by_pk(id: \"{run}\") {{ heartbeat }} }}", headers: Key(ServerKey))).ShouldBeJson("""{"flow_run_by_pk": {"heartbeat": null}}""");
    }

    [Fact]
    public async Task AgentHeader_OfAnotherTenant_IsIgnored()
    {
        Server.Time.Advance(TimeSpan.FromMinutes(1));
        await Server.MutateAsync("get_runs_in_queue", new() { ["labels"] = new JsonArray() }, "flow_run_ids", Key(stranger), ("X-PREFECT-AGENT-ID", agent));
        (await Server.RunAsync("{ agent { last_queried } }", headers: Key(ServerKey))).ShouldBeJson("""{"agent": [{"last_queried": null}]}""");
    }

    [Fact]
    public async Task Query_OfAnotherTenant_SeesItsOwnRowsOnly()
    {
        (await Server.RunAsync("{ tenant { slug } project { name } flow { name } flow_run { id } agent { id } api_key { name } }", headers: Key(stranger)))
            .ShouldBeJson("""{"tenant": [{"slug": "second"}], "project": [], "flow": [], "flow_run": [], "agent": [], "api_key": [{"name": "stranger"}]}""");
        await Server.MutateAsync("create_project", new() { ["name"] = "Own" }, "id", Key(stranger));
        (await Server.RunAsync("{ project { name tenant_id } }", headers: Key(stranger))).ShouldBeJson($$"""{"project": [{"name": "Own", "tenant_id": "{{other}}"}]}""");
    }

    [Fact]
    public async Task Admin_OfOneTenant_MakesKeysForThatOneOnly()
    {
        await Server.CreateKeyAsync("helper", by: stranger);
        (await Server.RunAsync("{ api_key(order_by: { name: asc }) { name tenant_id } }", headers: Key(stranger))).ShouldBeJson(
            $$"""{"api_key": [{"name": "helper", "tenant_id": "{{other}}"}, {"name": "stranger", "tenant_id": "{{other}}"}]}""");
        (await Server.AskAsync("""mutation { create_tenant(input: { name: "x", slug: "x" }) { id } }""", stranger)).Error()
            .ShouldBe("FORBIDDEN: \"create_tenant\" needs a key for all tenants, and the key \"stranger\" is for one.");
    }

    [Fact]
    public async Task TenantHeader_MustFitTheKey()
    {
        await Server.RunAsync("{ hello }", headers: [Key(stranger), ("X-PREFECT-TENANT-ID", other)]);
        foreach (var wrong in (string[])[Server.Nobody, "nonsense"])
            (await Server.PostAsync("{ hello }", headers: [Key(stranger), ("X-PREFECT-TENANT-ID", wrong)])).Answer.Error()
                .ShouldBe($"UNAUTHENTICATED: the API key \"stranger\" is not for the tenant {wrong} of the header X-PREFECT-TENANT-ID; name its own, or none.");
        // A key for all tenants is for the one that is named.
        (await Server.RunAsync("{ tenant { slug } }", headers: [Key(ServerKey), ("X-PREFECT-TENANT-ID", other)])).ShouldBeJson("""{"tenant": [{"slug": "second"}]}""");
        (await Server.PostAsync("{ hello }", headers: [Key(ServerKey), ("X-PREFECT-TENANT-ID", Server.Nobody)])).Status.ShouldBe(401);
    }

    [Fact]
    public async Task InputFields_ThatHoldIds_AreAllGuarded()
    {
        // A word of the original that names nothing here.
        string[] free = ["user_id"];
        await using var harness = await ExecutorHarness.OpenAsync();
        harness.Mutations.All.SelectMany(m => IdFields(m.Input).Select(f => $"{m.Mutation.Name}.{f}"))
            .Where(f => AuditSubjects.TableOf(f.Split('.')[1]) is null && !free.Contains(f.Split('.')[1])).ShouldBeEmpty();
    }

    private static IEnumerable<string> IdFields(InputType type) => type switch
    {
        ListInput list => IdFields(list.Of),
        ObjectInput fields => fields.Fields.SelectMany(f => f.Type is ScalarInput { Name: "UUID" } or ListInput { Of: ScalarInput { Name: "UUID" } } ? [f.Name] : IdFields(f.Type)),
        _ => [],
    };

    [Fact]
    public async Task AuthInfo_TellsTheKey()
    {
        (await Server.RunAsync("{ auth_info { tenant_id name scope } auth_api_key { name expires_at } }", headers: Key(stranger)))
            .ShouldBeJson($$$"""{"auth_info": {"tenant_id": "{{{other}}}", "name": "stranger", "scope": "admin"}, "auth_api_key": [{"name": "stranger", "expires_at": null}]}""");
        var info = (await Server.RunAsync("{ auth_info { __typename tenant_id name key_id user_id } tenant(where: { slug: { _eq: \"default\" } }) { id } }", headers: Key(ServerKey)));
        info.GetProperty("auth_info").ShouldBeJson(
            $$"""{"__typename": "auth_info", "tenant_id": "{{info.GetProperty("tenant")[0].GetProperty("id").GetString()}}", "name": "server key", "key_id": null, "user_id": null}""");
    }

    private static string Plain(string message, string input) =>
        JsonElement.Parse(input).ToString() is var text && System.Text.RegularExpressions.Regex.Matches(text, "[0-9a-f]{8}-[0-9a-f-]{27}") is { Count: > 0 } ids
            ? ids.Aggregate(message, (m, id) => m.Replace(id.Value, "ID", StringComparison.Ordinal))
            : message.Replace("daily", "GROUP", StringComparison.Ordinal).Replace("nightly", "GROUP", StringComparison.Ordinal);
}
