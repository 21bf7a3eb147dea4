using Flows.EndToEnd.Tests.Support;

namespace Flows.EndToEnd.Tests;

/// <summary>What cannot work ends in one clear sentence and exit code 1, with nothing half-registered.</summary>
public sealed class RefusalTests(ImageDesk desk)
{
    [Fact]
    public async Task Register_WrongRegistryPassword_NamesTheRegistry()
    {
        desk.Require();
        var config = Directory.CreateDirectory(Path.Combine(desk.Home.Folder, "wrong")).FullName;
        desk.Registry.WriteDockerConfig(config, password: "not the password");

        var result = await RegisterAsync("Wrong_Password", new() { ["DOCKER_CONFIG"] = config });

        var sentence = result.ShouldFailWithOneSentence();
        sentence.ShouldContain(desk.Registry.Host);
        sentence.ShouldContain("docker login");
        result.All.ShouldNotContain("not the password");
        await ShouldHoldNothingAsync("Wrong_Password");
    }

    [Fact]
    public async Task Register_UnreachableServer_NamesAddressAndSetting()
    {
        desk.Require();
        var result = await desk.Home.ProgramAsync(Programs.HelloFlow, new Dictionary<string, string> { ["FLOWS__CLOUD__API"] = $"http://127.0.0.1:{FlowsHome.FreePort()}" }, "register", "--project", "Any");

        var sentence = result.ShouldFailWithOneSentence();
        sentence.ShouldContain("127.0.0.1");
        sentence.ShouldContain("flows server start");
    }

    [Fact]
    public async Task Register_UnknownProject_SaysHowToCreateIt()
    {
        desk.Require();
        var repository = desk.Registry.Proxy.Watch("never_pushed");
        var result = await desk.Home.ProgramAsync(Programs.HelloFlow, "register", "--project", "Nowhere");

        result.ShouldFailWithOneSentence().ShouldContain("flows create project \"Nowhere\"");
        repository.UploadedBytes.ShouldBe(0);
    }

    [Fact]
    public async Task Register_MissingBaseImage_NamesIt()
    {
        desk.Require();
        var result = await RegisterAsync("No_Base", new() { ["FLOWS__DOCKER__BASE_IMAGE"] = $"{desk.Registry.Host}/dotnet/nothing:1" });

        result.ShouldFailWithOneSentence().ShouldContain($"{desk.Registry.Host}/dotnet/nothing:1");
        await ShouldHoldNothingAsync("No_Base");
    }

    [Fact]
    public async Task Register_UnreachableRegistry_NamesIt()
    {
        desk.Require();
        var registry = $"127.0.0.1:{FlowsHome.FreePort()}";
        var result = await RegisterAsync("No_Registry", new() { ["FLOWS__DOCKER__REGISTRY_URL"] = registry });

        result.ShouldFailWithOneSentence().ShouldContain(registry);
        await ShouldHoldNothingAsync("No_Registry");
    }

    [Fact]
    public async Task Commands_AgainstAnUnreachableServer_FailWithOneSentence()
    {
        var nowhere = new Dictionary<string, string> { ["FLOWS__CLOUD__API"] = $"http://127.0.0.1:{FlowsHome.FreePort()}" };
        foreach (var arguments in (string[][])[["create", "project", "X"], ["run", "flow", "--name", "X"], ["get", "flows"]])
            (await desk.Home.FlowsAsync(nowhere, arguments)).ShouldFailWithOneSentence().ShouldContain("flows server start");
    }

    [Fact]
    public async Task Config_MalformedFile_NamesFileLineAndKey()
    {
        var folder = Directory.CreateDirectory(Path.Combine(desk.Home.Folder, "malformed", ".flows")).FullName;
        var file = Path.Combine(folder, "config.toml");
        await File.WriteAllTextAsync(file, "[cloud]\napi = \"http://localhost:4200\napi_key = 3\n");

        var result = await desk.Home.FlowsAsync(new Dictionary<string, string> { ["HOME"] = Path.Combine(desk.Home.Folder, "malformed") }, "config");

        var sentence = result.ShouldFailWithOneSentence();
        sentence.ShouldContain(file);
        sentence.ShouldContain("2");
        sentence.ShouldContain("api");
    }

    private async Task<CommandResult> RegisterAsync(string project, Dictionary<string, string> environment)
    {
        (await desk.Home.FlowsAsync("create", "project", project)).ShouldSucceed();
        return await desk.Home.ProgramAsync(Programs.HelloFlow, environment, "register", "--project", project);
    }

    private async Task ShouldHoldNothingAsync(string project)
    {
        var flows = await desk.Home.QueryAsync($"query {{ flow(where: {{ project: {{ name: {{ _eq: \"{project}\" }} }} }}) {{ id }} }}");
        flows.GetProperty("flow").GetArrayLength().ShouldBe(0);
    }
}
