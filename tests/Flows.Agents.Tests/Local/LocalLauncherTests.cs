using System.Globalization;
using Flows.Agents.Local;
using Flows.Agents.Tests.Support;
using Flows.Client.Agents;
using Flows.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flows.Agents.Tests.Local;

/// <summary>Real processes: the shell stands in for the .NET host, and a script for the program.</summary>
public sealed class LocalLauncherTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("flows-local-agent").FullName;
    private readonly List<string> shown = [];
    private readonly RecordedEnds ends = new();

    [Fact]
    public async Task LaunchAsync_Program_IsStartedByTheHostWithTheRunsEnvironment()
    {
        await using var launcher = await StartAsync("""echo "$0 $@"; echo "$PREFECT__CONTEXT__FLOW_RUN_ID $COLOR"; pwd""");

        var info = await launcher.LaunchAsync(Run(new LocalRunDocument { WorkingDir = folder, Env = new Dictionary<string, string> { ["COLOR"] = "blue" } }), default);
        var end = await ends.First;

        end.ExitCode.ShouldBe(0);
        end.LastLines.ShouldBe([$"{Program} execute flow-run", "run-1 blue", folder]);
        end.What.ShouldBe($"process {info["PID: ".Length..]}");
        int.Parse(info["PID: ".Length..], CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task LaunchAsync_Module_IsStartedWhereItIs()
    {
        await using var launcher = await StartAsync("echo \"$0 $@\"");

        await launcher.LaunchAsync(Runs.Of(Runs.Module(Path.GetFileName(Program)), new LocalRunDocument { WorkingDir = folder }), default);

        (await ends.First).LastLines.ShouldBe([$"{Program} execute flow-run"]);
    }

    [Theory]
    [InlineData("/nowhere/Hello.dll", "The flow's program '/nowhere/Hello.dll' is not on this machine (")]
    [InlineData("my.flows", "The module 'my.flows' is not a .NET program")]
    public async Task WhyNot_ModuleThatIsNotHere_SaysSo(string module, string sentence)
    {
        await using var launcher = await StartAsync("");

        launcher.WhyNot(Runs.Of(Runs.Module(module)))!.ShouldStartWith(sentence);
    }

    [Fact]
    public async Task LaunchAsync_ProgramFails_TellsItsCodeAndItsLastLines()
    {
        await using var launcher = await StartAsync("echo broken >&2; for i in $(seq 1 3000); do echo line $i; done; exit 3");

        await launcher.LaunchAsync(Run(), default);
        var end = await ends.First;

        end.ExitCode.ShouldBe(3);
        end.LastLines.Count.ShouldBe(20);
        end.LastLines[^1].ShouldBe("broken", "the reason is not pushed out by other output");
        end.LastLines[^2].ShouldBe("line 3000");
    }

    [Fact]
    public async Task LaunchAsync_ProgramIsKilled_TellsTheSignal()
    {
        await using var launcher = await StartAsync("kill -9 $$");

        await launcher.LaunchAsync(Run(), default);

        (await ends.First).ExitCode.ShouldBe(137);
    }

    [Fact]
    public async Task LaunchAsync_ShowFlowLogs_ShowsEachLine()
    {
        await using var launcher = await StartAsync("echo hello");

        await launcher.LaunchAsync(Run(), default);
        await ends.First;

        shown.ShouldBe(["hello"]);
    }

    [Fact]
    public async Task DisposeAsync_ProcessRuns_LeavesItRunning()
    {
        var marker = Path.Combine(folder, "done");
        var launcher = await StartAsync($"read line < {folder}/go; touch {marker}.new; mv {marker}.new {marker}");
        using (var fifo = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(folder, "go")])) await fifo.WaitForExitAsync();
        var info = await launcher.LaunchAsync(Run(), default);

        await launcher.DisposeAsync();
        using var process = System.Diagnostics.Process.GetProcessById(int.Parse(info["PID: ".Length..], CultureInfo.InvariantCulture));
        await File.WriteAllTextAsync(Path.Combine(folder, "go"), "go\n");
        while (!File.Exists(marker)) await Task.Yield();

        ends.First.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task LaunchAsync_HostIsMissing_TellsWhatWasNotFound()
    {
        await using var launcher = new LocalLauncher(new() { Api = "http://localhost:4200" }, new() { DotnetHost = Path.Combine(folder, "no-dotnet") }, NullLogger.Instance);
        await launcher.StartAsync(ends, default);

        await launcher.LaunchAsync(Run(), default);
        var end = await ends.First;

        end.ExitCode.ShouldBe(127);
        end.LastLines.ShouldHaveSingleItem().ShouldContain("no-dotnet");
    }

    [Fact]
    public void WhyNot_ProgramIsThere_IsNull() => Launcher().WhyNot(Run()).ShouldBeNull();

    [Fact]
    public void WhyNot_ProgramIsElsewhere_NamesTheFileAndTheWayOut() =>
        Launcher().WhyNot(Runs.Of(Runs.Local("/nowhere/HelloFlow.dll")))!.ShouldContain("'/nowhere/HelloFlow.dll' is not on this machine");

    [Fact]
    public void WhyNot_DockerStorage_NamesTheDockerAgent() =>
        Launcher().WhyNot(Runs.Of(Runs.Docker())).ShouldBe(
            "A local agent cannot start the run: the flow's storage is Docker. Start a Docker agent (`flows agent docker start`) with the run's labels, or register the flow again with --storage local.");

    [Fact]
    public void WhyNot_EcsRun_NamesTheEcsAgent() =>
        Launcher().WhyNot(Run(new EcsRunDocument())).ShouldBe(
            "A local agent cannot start the run: its run config is ECSRun. Start an ECS agent (`flows agent ecs start`) with the run's labels, or register the flow again with --run-config local.");

    [Fact]
    public void WhyNot_WorkingFolderIsMissing_NamesIt() =>
        Launcher().WhyNot(Run(new LocalRunDocument { WorkingDir = "/nowhere/at/all" }))!.ShouldContain("'/nowhere/at/all' does not exist");

    [Fact]
    public void WhyNot_FlowOfTheOriginal_SaysSo() =>
        Launcher().WhyNot(Runs.Of(Runs.Local("/flows/hello.prefect")))!.ShouldContain("is not a .NET program");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Program => Path.Combine(folder, "HelloFlow.dll");

    private QueuedFlowRun Run(RunConfigDocument? config = null)
    {
        if (!File.Exists(Program)) File.WriteAllText(Program, "");
        return Runs.Of(Runs.Local(Program), config);
    }

    private LocalLauncher Launcher() => new(new() { Api = "http://localhost:4200" }, new(), NullLogger.Instance);

    private async Task<LocalLauncher> StartAsync(string script)
    {
        await File.WriteAllTextAsync(Program, script);
        var launcher = new LocalLauncher(new() { Api = "http://localhost:4200" }, new() { DotnetHost = "/bin/sh", ShowLine = shown.Add }, NullLogger.Instance);
        await launcher.StartAsync(ends, default);
        return launcher;
    }
}
