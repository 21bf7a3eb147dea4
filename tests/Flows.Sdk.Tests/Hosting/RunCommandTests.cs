using Microsoft.Extensions.Logging;

namespace Flows.Sdk.Tests.Hosting;

public sealed class RunCommandTests : IDisposable
{
    private readonly HostedProgram program = new();

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData("", "Hello Bob")]
    [InlineData("run", "Hello Bob")]
    [InlineData("run --param name=Ada", "Hello Ada")]
    [InlineData("run --param name=\"Ada\"", "Hello Ada")]
    [InlineData("run --param name=42", "Hello 42")]
    [InlineData("run --param name=a=b", "Hello a=b")]
    [InlineData("run --param count=2", "Hello Bob 2")]
    [InlineData("run --param name=Ada --param count=3", "Hello Ada 3")]
    [InlineData("--param name=Ada", "Hello Ada")]
    public async Task Run_Parameters_ReachTheTask(string commandLine, string logged)
    {
        (await program.RunAsync(commandLine, Hello())).ShouldBe(0);
        program.Output.ShouldContain($"INFO - prefect.greet | {logged}{Environment.NewLine}");
        program.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_Context_ReachesTheTaskAsNumbersFlagsAndText()
    {
        var flow = Flow.Define("Facts", f => { f.Task("tell", (TaskRunContext run) => run.Logger.LogInformation("{Day} {Size} {Sure}", run.Values["day"], run.Values["size"], run.Values["sure"])); });
        (await program.RunAsync("run --context day=Monday --context size=3 --context sure=true", flow)).ShouldBe(0);
        program.Output.ShouldContain("| Monday 3 True");
    }

    [Theory]
    [InlineData("--log-level WARNING", false)]
    [InlineData("--log-level info", true)]
    public async Task Run_LogLevel_HidesLinesBelow(string option, bool shown)
    {
        (await program.RunAsync($"run {option}", Hello())).ShouldBe(0);
        program.Output.Contains("| Hello Bob", StringComparison.Ordinal).ShouldBe(shown);
    }

    [Fact]
    public async Task Run_Success_ShowsEachTaskAndTheEnd()
    {
        await program.RunAsync("run", Hello());
        program.Output.ShouldMatch(@"TASK +STATE +TIME +MESSAGE");
        program.Output.ShouldMatch(@"name +Success +\d+\.\d\d s");
        program.Output.ShouldMatch(@"greet-1 +Success +\d+\.\d\d s");
        program.Output.ShouldMatch(@"Flow run \S+ of flow Hello: Success in \d+\.\d\d s");
    }

    [Fact]
    public async Task Run_FailedTask_ShowsItsMessageAndExitsWith1()
    {
        (await program.RunAsync("run", Bad())).ShouldBe(1);
        program.Output.ShouldMatch(@"boom-1 +Failed .*no luck");
        program.Output.ShouldMatch(@"  InvalidOperationException: no luck\r?\n    at lambda in RunCommandTests\.Bad in .*RunCommandTests\.cs:\d+");
        program.Output.ShouldMatch(@"of flow Bad: Failed in");
    }

    [Fact]
    public async Task Run_FailedChildOfAMappedTask_HasALineOfItsOwn()
    {
        var flow = Flow.Define("Map", f => { f.Parameter("numbers", new[] { 1, 0 }).Map("divide", n => 10 / n); });
        (await program.RunAsync("run", flow)).ShouldBe(1);
        program.Output.ShouldMatch(@"divide-1 +Mapped");
        program.Output.ShouldMatch(@"  divide\[1\] +Failed");
        program.Output.ShouldNotMatch(@"  divide\[0\] +Success");
    }

    [Theory]
    [InlineData("run --param nam=Ada", "nam")]
    [InlineData("run --param count=many", "count")]
    public async Task Run_ParameterThatDoesNotFit_IsOneSentence(string commandLine, string named)
    {
        (await program.RunAsync(commandLine, Hello())).ShouldBe(2);
        program.Error.ShouldContain($"'{named}'");
        program.Error.Trim().Split('\n').Length.ShouldBe(1);
        program.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("run --param name", "--param 'name' is not NAME=VALUE.")]
    [InlineData("run --param name=a --param name=b", "--param gives 'name' twice.")]
    [InlineData("jump", "Unrecognized command or argument 'jump'.")]
    [InlineData("register", "Option '--project' is required.")]
    [InlineData("register --project P --run-config moon", "'moon'")]
    public async Task CommandLine_Wrong_ShowsUsageOnStderrAndExitsWith2(string commandLine, string words)
    {
        (await program.RunAsync(commandLine, Hello())).ShouldBe(2);
        program.Error.ShouldContain(words);
        program.Error.ShouldContain("Usage:");
        program.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_LogLevel_IsASetting()
    {
        program.Variables["FLOWS__LOGGING__LEVEL"] = "WARNING";
        await program.RunAsync("run", Hello());
        program.Output.ShouldNotContain("INFO");
    }

    [Fact]
    public async Task Run_UnknownLogLevel_IsOneSentence()
    {
        program.Variables["FLOWS__LOGGING__LEVEL"] = "LOUD";
        (await program.RunAsync("run", Hello())).ShouldBe(1);
        program.Error.ShouldStartWith("logging.level is 'LOUD'");
        program.Error.Trim().Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public async Task Run_SeveralFlows_WantsAChoice()
    {
        (await program.RunAsync("run", Hello(), Other())).ShouldBe(2);
        program.Error.ShouldBe($"This program has several flows: choose one with --flow (Hello, Other).{Environment.NewLine}");
        (await program.RunAsync("run --flow Other", Hello(), Other())).ShouldBe(0);
        program.Output.ShouldContain("of flow Other: Success");
    }

    [Fact]
    public async Task Run_UnknownFlow_NamesThoseThatAre()
    {
        (await program.RunAsync("run --flow Nope", Hello())).ShouldBe(2);
        program.Error.ShouldBe($"This program has no flow 'Nope': its flows are Hello.{Environment.NewLine}");
    }

    [Fact]
    public async Task Run_Quiet_ShowsNothing()
    {
        (await program.RunAsync("run --quiet", Hello())).ShouldBe(0);
        program.Output.ShouldBeEmpty();
        program.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_QuietAndFailed_SaysWhyOnStderr()
    {
        (await program.RunAsync("run -q", Bad())).ShouldBe(1);
        program.Output.ShouldBeEmpty();
        program.Error.ShouldContain("InvalidOperationException: no luck");
        program.Error.ShouldContain("RunCommandTests.cs:");
        program.Error.ShouldEndWith($"Some reference tasks failed.{Environment.NewLine}");
    }

    [Fact]
    public async Task Host_FlowsOfOneName_AreRefused() =>
        (await Should.ThrowAsync<ArgumentException>(() => program.RunAsync("run", Other(), Other()))).Message.ShouldStartWith("Two flows are named 'Other'");

    private static Flow Hello() => Flow.Define("Hello", f =>
    {
        var name = f.Parameter("name", "Bob");
        var count = f.Parameter<int?>("count", null);
        Tasks.Greet(name, count);
    });

    private static Flow Bad() => Flow.Define("Bad", f => { f.Task("boom", int () => throw new InvalidOperationException("no luck")); });

    private static Flow Other() => Flow.Define("Other", f => { f.Task("one", () => 1); });
}
