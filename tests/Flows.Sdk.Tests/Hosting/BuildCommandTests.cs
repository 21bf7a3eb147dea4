using System.Text.Json;

namespace Flows.Sdk.Tests.Hosting;

public sealed class BuildCommandTests : IDisposable
{
    private readonly HostedProgram program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Build_Flows_WritesThemWithTheirStorageAndAsksNoServer()
    {
        var file = Path.Combine(program.World.Program.Path, "flows.json");
        (await program.RunAsync($"build --output {file} --label more", Flow("Hello"), Flow("Second"))).ShouldBe(0);

        var built = JsonElement.Parse(await File.ReadAllTextAsync(file));
        built.GetProperty("version").GetInt32().ShouldBe(1);
        built.GetProperty("flows").EnumerateArray().Select(f => f.GetProperty("name").GetString()).ShouldBe(["Hello", "Second"]);
        built.GetProperty("flows")[0].GetProperty("storage").GetProperty("directory").GetString().ShouldBe("/store");
        built.GetProperty("flows")[0].GetProperty("run_config").GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldBe(["more"]);
        program.World.Api.Calls.ShouldBeEmpty();
        program.Output.ShouldBe($"Built 2 flows into {file}{Environment.NewLine}");
    }

    [Fact]
    public async Task Build_ThenRegister_SendsTheSameDocument()
    {
        var file = Path.Combine(program.World.Program.Path, "flows.json");
        await program.RunAsync($"build -o {file}", Flow("Hello"));
        await program.RunAsync("register --project Known", Flow("Hello"));

        Normal(JsonElement.Parse(await File.ReadAllTextAsync(file)).GetProperty("flows")[0]).ShouldBe(Normal(program.World.PostedFlow));
    }

    [Fact]
    public async Task Build_FolderThatIsNotThere_IsOneSentence()
    {
        (await program.RunAsync("build --output /nowhere/flows.json", Flow("Hello"))).ShouldBe(2);
        program.Error.ShouldContain("The flows cannot be written to '/nowhere/flows.json'");
    }

    [Fact]
    public async Task List_Flows_NamesThem()
    {
        (await program.RunAsync("list", Flow("Hello"), Flow("Second"))).ShouldBe(0);
        program.Output.ShouldBe($"Hello{Environment.NewLine}Second{Environment.NewLine}");
    }

    [Fact]
    public async Task List_Json_IsALineForEach()
    {
        await program.RunAsync("list --json", Flow("Hello"));
        program.Output.Trim().ShouldBe("""{"name":"Hello"}""");
    }

    private static string Normal(JsonElement json) => JsonSerializer.Serialize(json);

    private Flow Flow(string name) => Flows.Flow.Define(name, f => { f.Task("one", () => 1); }).WithStorage(program.World.Storage);
}
