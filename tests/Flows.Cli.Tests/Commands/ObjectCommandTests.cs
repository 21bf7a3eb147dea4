using System.Text.Json;
using Flows.Cli.Tests.Support;

namespace Flows.Cli.Tests.Commands;

/// <summary>Lists, descriptions, creations and deletions against a real server, and the shapes of their JSON.</summary>
public sealed class ObjectCommandTests : IAsyncLifetime
{
    private Desk desk = null!;

    public async ValueTask InitializeAsync() => desk = await Desk.StartAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Theory]
    [InlineData("get projects", "name, flow_count, created, description")]
    [InlineData("get flows", "id, name, version, flow_group_id, archived, project_name, created, parameters")]
    [InlineData("get flow-runs", "id, name, flow_name, state, created, start_time")]
    [InlineData("get tasks", "id, name, slug, flow_name, flow_version, created, mapped, type")]
    [InlineData("describe tasks --name Said", "created, description, mapped, max_retries, name, retry_delay, slug, type")]
    public async Task Json_OfAList_HasAStableShape(string command, string keys)
    {
        await desk.RegisterAsync("Said");
        await desk.RunAsync("run", "--name", "Said");

        var items = await desk.JsonAsync([.. command.Split(' '), "--json"]);
        string.Join(", ", items[0].EnumerateObject().Select(p => p.Name)).ShouldBe(keys);
    }

    [Fact]
    public async Task GetAgents_Json_HasAStableShape()
    {
        (await desk.RunAsync("agent", "local", "start", "--name", "hal", "--max-polls", "1", "--hostname-label")).ShouldBe(0, desk.Error);

        var agent = (await desk.JsonAsync("get", "agents", "--json"))[0];
        string.Join(", ", agent.EnumerateObject().Select(p => p.Name)).ShouldBe("id, name, type, labels, last_queried");
        agent.GetProperty("labels")[0].GetString().ShouldBe(Environment.MachineName);
    }

    [Fact]
    public async Task GetTasks_Redirected_PrintsTheColumns()
    {
        await desk.RegisterAsync("Said");

        (await desk.RunAsync("get", "tasks", "-fn", "Said", "-fv", "1", "-l", "1")).ShouldBe(0, desk.Error);
        desk.Output.ShouldMatch(@"^NAME\s+FLOW NAME\s+FLOW VERSION\s+AGE\s+MAPPED\s+TYPE\r?\nsay\s+Said\s+1\s+.*\s+False\s+prefect\.tasks\.core\.function\.FunctionTask");
    }

    [Theory]
    [InlineData("There is no project named 'Nope'; there are 'P'.", "get flows --project Nope")]
    [InlineData("There is no project named 'Nope'; there are 'P'.", "get flow-runs --project Nope")]
    [InlineData("There is no project named 'Nope'; there are 'P'.", "get tasks --project Nope")]
    [InlineData("There is no project named 'Nope'; there are 'P'.", "get projects --name Nope")]
    [InlineData("There is no project named 'Nope'; there are 'P'.", "delete project Nope")]
    [InlineData("There is no flow named 'Nope'; there are 'Said'.", "get flow-runs --flow Nope")]
    [InlineData("There is no flow named 'Nope'; there are 'Said'.", "describe flows --name Nope")]
    [InlineData("There is no flow named 'Nope'; there are 'Said'.", "delete flow --name Nope")]
    [InlineData("Flow 'Said' has no version 7; its newest is 1.", "describe tasks --name Said --version 7")]
    [InlineData("There is no flow run named 'nope'; `flows get flow-runs` lists them.", "describe flow-runs --name nope")]
    [InlineData("There is no flow run named 'nope'; `flows get flow-runs` lists them.", "delete flow-run nope")]
    [InlineData("There is no flow run named 'nope'; `flows get flow-runs` lists them.", "cancel flow-run nope")]
    [InlineData("There is no flow run with the id '77aae8f4-6c1d-4f0b-9d3e-1b7c5a2f9e60'", "describe flow-runs --id 77aae8f4-6c1d-4f0b-9d3e-1b7c5a2f9e60")]
    public async Task NameThatDoesNotExist_IsOneSentenceWithExitCode1(string error, string command)
    {
        await desk.RegisterAsync("Said");

        (await desk.RunAsync(command.Split(' '))).ShouldBe(1);
        desk.Output.ShouldBeEmpty();
        desk.Error.ShouldStartWith(error);
    }

    [Fact]
    public async Task DescribeFlows_Yaml_SaysTheSameAsJson()
    {
        await desk.RegisterAsync("Said");

        (await desk.RunAsync("describe", "flows", "--name", "Said", "--output", "yaml")).ShouldBe(0, desk.Error);
        desk.Output.ShouldContain("name: Said\n");
        desk.Output.ShouldContain("project:\n  name: P\n");
        desk.Output.ShouldContain("  labels:\n    - own\n");
        desk.Output.ShouldContain("core_version: \"1.4.1\"\n");
        var keys = (await desk.JsonAsync("describe", "flows", "--name", "Said")).EnumerateObject().Select(p => p.Name).ToList();
        keys.ShouldBe(keys.Order(StringComparer.Ordinal));
        foreach (var key in (string[])["name", "version", "project", "created", "description", "parameters", "archived", "storage", "environment"]) keys.ShouldContain(key);
    }

    [Fact]
    public async Task Delete_Things_AreGone()
    {
        var flow = await desk.RegisterAsync("Said");
        (await desk.RunAsync("run", "--name", "Said", "--run-name", "first")).ShouldBe(0, desk.Error);

        (await desk.JsonAsync("delete", "flow-run", "first", "--json")).GetProperty("deleted").GetBoolean().ShouldBeTrue();
        (await desk.JsonAsync("get", "flow-runs", "--json")).GetArrayLength().ShouldBe(0);
        (await desk.RunAsync("delete", "flow", "--id", flow)).ShouldBe(0, desk.Error);
        desk.Output.Trim().ShouldBe("Said deleted");
        await desk.RegisterAsync("Again");
        (await desk.RunAsync("delete", "flow", "--name", "Again", "--project", "P")).ShouldBe(0, desk.Error);
        (await desk.JsonAsync("get", "flows", "--all-versions", "--json")).GetArrayLength().ShouldBe(0);
        (await desk.RunAsync("delete", "project", "P")).ShouldBe(0, desk.Error);
        (await desk.JsonAsync("get", "projects", "--json")).GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("n", 1, 1)]
    [InlineData("y", 0, 0)]
    public async Task Delete_APersonWatches_IsAskedFirst(string answer, int exitCode, int left)
    {
        desk.Tool.Environment = desk.Tool.Environment with { Input = new StringReader(answer) };
        (await desk.RunAsync("delete", "project", "P")).ShouldBe(exitCode);
        desk.Error.ShouldStartWith("Project 'P' goes for ever, with its flows and all their runs. Go on? [y/N] ");
        (await desk.JsonAsync("get", "projects", "--json")).GetArrayLength().ShouldBe(left);
    }

    [Fact]
    public async Task Run_IdOfTheGroup_RunsTheNewestVersion()
    {
        await desk.RegisterAsync("Said");
        await desk.RegisterAsync("Said", "--force");
        var flow = (await desk.JsonAsync("get", "flows", "--json"))[0];

        var run = await desk.JsonAsync("run", "--id", flow.GetProperty("flow_group_id").GetString()!, "--idempotency-key", "k", "--json");
        run.GetProperty("flow_version").GetInt32().ShouldBe(2);
        (await desk.JsonAsync("run", "--id", flow.GetProperty("id").GetString()!, "--idempotency-key", "k", "--json")).GetProperty("id").GetString().ShouldBe(run.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Cancel_ByName_PrintsTheState()
    {
        await desk.RegisterAsync("Said");
        await desk.RunAsync("run", "--name", "Said", "--run-name", "first");

        (await desk.JsonAsync("cancel", "flow-run", "first", "--json")).GetProperty("state").GetString().ShouldBe("Cancelled");
    }

    [Fact]
    public async Task ServerCreateTenant_NameWithoutASlug_MakesOne()
    {
        (await desk.RunAsync("server", "create-tenant", "--name", "Data Team")).ShouldBe(0, desk.Error);
        desk.Output.ShouldStartWith("Tenant created with ID: ");
        (await desk.RunAsync("server", "create-tenant", "--name", "!!")).ShouldBe(1);
        desk.Error.ShouldStartWith("The name '!!' has no letters that a slug could be made of");
    }

    [Fact]
    public async Task Heartbeat_OfARun_IsTaken()
    {
        await desk.RegisterAsync("Said");
        JsonElement run = await desk.JsonAsync("run", "--name", "Said", "--json");

        (await desk.RunAsync("heartbeat", "flow-run", "--id", run.GetProperty("id").GetString()!, "--num", "1")).ShouldBe(0);
        desk.Error.ShouldBeEmpty();
    }
}
