using Flows.Hosting;
using Flows.Hosting.Failures;
using Flows.Sdk.Tests.Storage;

namespace Flows.Sdk.Tests.Hosting.Failures;

public sealed class FailureTextTests
{
    private static readonly HostEnvironment Here = new();

    [Fact]
    public async Task Lines_AFailedTask_AreAtTheUsersOwnLine()
    {
        var lines = await LinesAsync(Flow.Define("Bad", f => { f.Task("boom", int () => throw new InvalidOperationException("no luck")).WithRetries(1); }));
        lines.Length.ShouldBe(5);
        lines[0].ShouldBe("boom-1: Failed after 2 attempts");
        lines[1].ShouldBe("  InvalidOperationException: no luck");
        lines[2].ShouldMatch(@"^    at lambda in FailureTextTests\.Lines_AFailedTask_AreAtTheUsersOwnLine in .*FailureTextTests\.cs:\d+$");
        lines[3].ShouldMatch(@"^ +\d+ \| var lines = await LinesAsync\(Flow\.Define\(""Bad""");
        lines[4].ShouldBeEmpty();
    }

    [Fact]
    public async Task Lines_AnExceptionFromDotNet_AreAtTheCallOfTheUser()
    {
        var lines = await LinesAsync(Flow.Define("Bad", f => { f.Task("parse", () => Parse("many")); }));
        lines[1].ShouldStartWith("  FormatException: ");
        lines[2].ShouldMatch(@"^    at FailureTextTests\.Parse in .*FailureTextTests\.cs:\d+$");
    }

    [Fact]
    public async Task Lines_AChainOfCauses_AreAllThere()
    {
        var lines = await LinesAsync(Flow.Define("Bad", f => { f.Task("wrap", int () => throw new InvalidOperationException("outer", new AggregateException(new FormatException("inner")))); }));
        lines.ShouldContain("  InvalidOperationException: outer");
        lines.ShouldContain("  caused by FormatException: inner");
        lines.ShouldNotContain(static l => l.Contains("AggregateException:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_FailedChildren_AreEach_ButNotWithoutEnd()
    {
        var lines = await LinesAsync(Flow.Define("Bad", f => { f.Parameter("n", Enumerable.Range(0, 30).ToArray()).Map("odd", n => n % 2 == 1 ? throw new InvalidOperationException($"{n}") : n); }));
        lines.ShouldContain("odd[1]: Failed");
        lines.Count(static l => l.EndsWith(": Failed", StringComparison.Ordinal)).ShouldBe(10);
        lines[^1].Trim().ShouldBe("Only the first 10 failures are shown; --json has all.");
    }

    [Fact]
    public async Task Lines_TasksThatOnlyFollow_HaveNone()
    {
        var lines = await LinesAsync(Flow.Define("Bad", f => { f.Task("boom", int () => throw new InvalidOperationException()).Then("next", x => x); }));
        lines.ShouldNotContain(static l => l.StartsWith("next", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_ASignal_IsItsMessageAndItsPlace()
    {
        var lines = await LinesAsync(Flow.Define("Bad", f => { f.Task("stop", int () => throw FlowSignal.Fail("No rows today.")); }));
        lines[..2].ShouldBe(["stop-1: Failed", "  No rows today."]);
        lines[2].ShouldStartWith("    at lambda in FailureTextTests.Lines_ASignal_IsItsMessageAndItsPlace in ");
    }

    [Fact]
    public async Task Lines_AFailureWithoutException_IsItsMessage()
    {
        var lines = await LinesAsync(Flow.Define("Bad", f => { f.Parameter("n", 1).Then("skip", int (_) => throw FlowSignal.Skip("Not today.")).With(o => o with { SkipOnUpstreamSkip = false }).Then("need", x => x).With(o => o with { SkipOnUpstreamSkip = false }); }));
        lines.Length.ShouldBe(3);
        lines[0].ShouldBe("need-1: Failed");
        lines[1].ShouldStartWith("  The argument 'value' has no value");
    }

    [Fact]
    public async Task Lines_AGoodRun_AreNone() => (await LinesAsync(Flow.Define("Good", f => { f.Task("one", () => 1); }))).ShouldBeEmpty();

    [Fact]
    public void Find_AFileOfADeterministicBuild_IsTheOneAboveTheProgram()
    {
        using var folder = new TemporaryFolder();
        var program = Directory.CreateDirectory(Path.Combine(folder.Path, "bin", "Release")).FullName;
        var source = Path.Combine(folder.Path, "Program.cs");
        File.WriteAllText(source, "first\n  second\n");
        SourceFile.Find("/_/MyFlow/Program.cs", program).ShouldBe(source);
        SourceFile.Find("/_/MyFlow/Other.cs", program).ShouldBe("/_/MyFlow/Other.cs");
        SourceFile.Line(source, 2).ShouldBe("second");
        SourceFile.Line(source, 9).ShouldBeNull();
        SourceFile.Display(source, folder.Path).ShouldBe("Program.cs");
        SourceFile.Display(source, program).ShouldBe(source);
    }

    private static int Parse(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string[]> LinesAsync(Flow flow) => [.. FailureText.Lines(await flow.RunAsync(), Here)];
}
