using System.Text.Json;
using Flows.Cli.Tests.Support;

namespace Flows.Cli.Tests.Commands;

public sealed class SetupCommandTests : IDisposable
{
    private readonly Tool tool = new();

    [Fact]
    public async Task Backend_Server_IsSavedForTheUser()
    {
        (await tool.RunAsync("backend", "server")).ShouldBe(0);
        tool.Output.ShouldStartWith("Backend switched to server");
        (await File.ReadAllTextAsync(Path.Combine(tool.Home, ".prefect", "backend.toml"))).ShouldBe("backend = \"server\"\n");
    }

    [Fact]
    public async Task Config_Values_AreShownWithTheirSourcesAndSecretsMasked()
    {
        tool.Environment = tool.Environment.With(("cloud.api_key", "hush"), ("cloud.api", "http://host:4200"));

        (await tool.RunAsync("config")).ShouldBe(0);
        var lines = tool.Output.Split(Environment.NewLine);
        lines[0].ShouldStartWith("KEY  ");
        lines.Single(l => l.StartsWith("cloud.api  ", StringComparison.Ordinal)).ShouldContain("http://host:4200");
        lines.Single(l => l.StartsWith("cloud.api  ", StringComparison.Ordinal)).ShouldEndWith("environment variable FLOWS__CLOUD__API");
        tool.Output.ShouldNotContain("hush");
    }

    [Fact]
    public async Task Config_Json_IsAnArrayOfSettings()
    {
        (await tool.RunAsync("config", "--json")).ShouldBe(0);
        JsonElement.Parse(tool.Output).EnumerateArray().Single(v => v.GetProperty("key").GetString() == "backend").GetProperty("value").GetString().ShouldBe("server");
    }

    [Fact]
    public async Task CreateProject_NewName_CreatesIt()
    {
        tool.Api.On("project", "[]").On("create_project", """{ "id": "p" }""");

        (await tool.RunAsync("create", "project", "Hello_Project", "-d", "the first")).ShouldBe(0);
        tool.Output.ShouldBe($"Hello_Project created{Environment.NewLine}");
        var input = tool.Api.Of("create_project")[0].Input;
        input.GetProperty("name").GetString().ShouldBe("Hello_Project");
        input.GetProperty("description").GetString().ShouldBe("the first");
        input.GetProperty("tenant_id").GetString().ShouldBe("tenant-1");
    }

    [Theory]
    [InlineData(0, "Hello_Project already exists", "", "--skip-if-exists")]
    [InlineData(1, "", "A project named 'Hello_Project' exists already", "--description", "again")]
    public async Task CreateProject_NameIsTaken_ChangesNothing(int exitCode, string output, string error, params string[] more)
    {
        tool.Api.On("project", """[ { "id": "p" } ]""");

        (await tool.RunAsync(["create", "project", "Hello_Project", .. more])).ShouldBe(exitCode);
        tool.Output.Trim().ShouldBe(output);
        tool.Error.ShouldStartWith(error);
        tool.Api.Of("create_project").ShouldBeEmpty();
    }

    [Fact]
    public async Task CancelFlowRun_Id_PrintsTheStateAfterwards()
    {
        tool.Api.On("cancel_flow_run", """{ "state": "Cancelling" }""");

        (await tool.RunAsync("cancel", "flow-run", Tool.RunId)).ShouldBe(0);
        tool.Output.Trim().ShouldBe("The flow run is Cancelling.");
    }

    public void Dispose() => tool.Dispose();
}
