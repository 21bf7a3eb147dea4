using System.Text.Json;
using Flows.Cli.Tests.Support;

namespace Flows.Cli.Tests.Commands;

/// <summary>A real program registers itself with a real server.</summary>
public sealed class RegisterCommandTests : IAsyncLifetime
{
    private Desk desk = null!;

    public async ValueTask InitializeAsync() => desk = await Desk.StartAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Register_Program_RegistersTheNamedFlowsAndSkipsThemUntilTheyChange()
    {
        (await desk.RunAsync("register", "--project", "P", "--path", BuiltPrograms.TestFlows, "--name", "Mapped", "--name", "Failing", "--label", "etl")).ShouldBe(0, desk.Error + desk.Output);
        desk.Output.ShouldStartWith($"Collecting flows...{Environment.NewLine}Processing {BuiltPrograms.TestFlows}:{Environment.NewLine}");
        desk.Output.ShouldContain("  Registering 'Mapped'... Done");
        desk.Output.ShouldContain("  └── Version: 1");
        desk.Output.TrimEnd().ShouldEndWith("======================== 2 registered, 0 skipped, 0 errored ========================");

        (await desk.RunAsync("register", "--project", "P", "--path", BuiltPrograms.TestFlows, "--name", "Mapped", "--label", "etl")).ShouldBe(0);
        desk.Output.ShouldContain("  Registering 'Mapped'... Skipped (metadata unchanged)");

        var forced = await desk.JsonAsync("register", "--project", "P", "--path", BuiltPrograms.TestFlows, "--name", "Mapped", "--label", "etl", "--force", "--format", "json");
        forced[0].EnumerateObject().Select(p => p.Name).ShouldBe(["flow", "status", "id", "version", "project", "url", "message"]);
        forced[0].GetProperty("status").GetString().ShouldBe("registered");
        forced[0].GetProperty("version").GetInt32().ShouldBe(2);
        (await desk.JsonAsync("describe", "flows", "--name", "Mapped")).GetProperty("run_config").GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldBe(["desk", "etl"]);
    }

    [Fact]
    public async Task Register_BuiltFile_SendsItAsItIsWithMoreLabels()
    {
        var file = desk.WriteFlows("Said", more: ", \"unknown_key\": 7");
        (await desk.RunAsync("register", "--project", "P", "--json", file, "--label", "more")).ShouldBe(0, desk.Error);
        (await desk.RunAsync("register", "--project", "P", "--json", file, "--label", "more")).ShouldBe(0, desk.Error);
        desk.Output.ShouldContain("Registering 'Said'... Skipped (metadata unchanged)");

        var flow = await desk.JsonAsync("describe", "flows", "--name", "Said");
        flow.GetProperty("version").GetInt32().ShouldBe(1);
        flow.GetProperty("run_config").GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldBe(["more", "own"]);
    }

    [Fact]
    public async Task Build_ThenRegister_HasTheKeyOfTheProgramsOwnRegistration()
    {
        var file = Path.Combine(desk.Tool.Home, "built.json");
        (await desk.RunAsync("build", "--path", BuiltPrograms.TestFlows, "--name", "Mapped", "--output", file)).ShouldBe(0, desk.Error + desk.Output);
        desk.Output.TrimEnd().ShouldEndWith("======================== 1 built, 0 errored ========================");
        (await desk.RunAsync("build", "--path", BuiltPrograms.TestFlows, "--name", "Failing", "--output", file, "--update")).ShouldBe(0, desk.Error);
        JsonElement.Parse(await File.ReadAllTextAsync(file)).GetProperty("flows").EnumerateArray().Select(f => f.GetProperty("name").GetString()).ShouldBe(["Failing", "Mapped"]);

        (await desk.RunAsync("register", "--project", "P", "--path", BuiltPrograms.TestFlows, "--name", "Mapped")).ShouldBe(0, desk.Error);
        (await desk.RunAsync("register", "--project", "P", "--json", file, "--name", "Mapped")).ShouldBe(0, desk.Error);
        desk.Output.ShouldContain("Registering 'Mapped'... Skipped (metadata unchanged)");
    }

    [Fact]
    public async Task Register_OneOfTwoIsBroken_RegistersTheOtherAndEndsWithExitCode1()
    {
        (await desk.RunAsync("register", "--project", "P", "--json", desk.WriteFlows("Old", version: 2), "--json", desk.WriteFlows("Said"))).ShouldBe(1);
        desk.Output.ShouldContain("is of version 2, but this tool reads version 1: build it again with `flows build`.");
        desk.Output.ShouldContain("Registering 'Said'... Done");
        desk.Output.ShouldContain("1 registered, 0 skipped, 1 errored");
    }

    [Fact]
    public async Task Register_FileThatIsNoProgram_SaysWhatAProgramIs()
    {
        var file = Path.Combine(desk.Tool.Home, "Broken.dll");
        await File.WriteAllTextAsync(file, "no program");
        (await desk.RunAsync("register", "--project", "P", "--path", file)).ShouldBe(1);
        desk.Output.ShouldContain("Broken.dll is no flow program");
        desk.Output.ShouldContain("return await FlowHost.RunAsync(args, flow);");
    }

    [Theory]
    [InlineData("There is no project named 'Nope'; there are 'P'.", "--project", "Nope", "--path", "x.dll")]
    [InlineData("There is no 'x.dll': give a project (.csproj)", "--project", "P", "--path", "x.dll")]
    [InlineData("Nothing that could hold flows matches 'none/**/*.csproj'", "--project", "P", "--path", "none/**/*.csproj")]
    [InlineData("'http://localhost/flows.json' cannot be watched", "--project", "P", "--json", "http://localhost/flows.json", "--watch")]
    public async Task Register_WhatDoesNotExist_IsOneSentence(string error, params string[] args)
    {
        if (error.Contains("Nope", StringComparison.Ordinal)) args[^1] = BuiltPrograms.TestFlows;
        (await desk.RunAsync(["register", .. args])).ShouldBe(1);
        desk.Error.ShouldStartWith(error);
    }

    [Fact]
    public async Task Register_UnknownName_NamesThoseThatThereAre()
    {
        (await desk.RunAsync("register", "--project", "P", "--json", desk.WriteFlows("Said"), "--name", "Sad")).ShouldBe(1);
        desk.Error.Trim().ShouldBe("There is no flow named 'Sad' in what was given; there is 'Said'.");
    }

    [Fact]
    public async Task Register_Watch_RegistersAgainWhatHasChanged()
    {
        var file = desk.WriteFlows("Said");
        using var stop = new CancellationTokenSource();
        var lines = new Lines();
        var watching = FlowsTool.RunAsync(["register", "--project", "P", "--json", file, "--watch"], desk.Tool.Environment with { Output = lines }, stop.Token);
        await lines.LineAsync("Watching for changes...");
        desk.WriteFlows("Said", more: ", \"description\": \"another\"");
        (await lines.LineAsync("Version:")).ShouldEndWith("Version: 2");

        await stop.CancelAsync();
        (await watching).ShouldBe(130);
    }
}
