using Flows.Hosting;
using Flows.Hosting.Runs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;

namespace Flows.Sdk.Tests.Hosting.Live;

public sealed class LiveRunTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Show_ARunThatEnds_LeavesItsTreeAndItsEnd()
    {
        await ShowAsync(Flow.Define("Tree", f => { f.Task("first", () => 1).Then("second", x => x); }));
        var last = Last("Tree");
        last.ShouldContain("✓ Tree  0.00 s  2 of 2 tasks");
        last.ShouldMatch(@"├─ ✓ first-1 +0\.00 s");
        last.ShouldMatch(@"└─ ✓ second-1 +0\.00 s");
        last.ShouldEndWith("Flow run Tree of flow Tree: Success in 0.00 s. All reference tasks succeeded.\n");
    }

    [Fact]
    public async Task Show_ARunThatGoesOn_IsDrawnAgainAsTimePasses()
    {
        var gate = new Gate();
        var shown = ShowAsync(Flow.Define("Slow", f => { f.Task("wait", gate.PassAsync); }));
        await gate.Reached;
        while (!Text().Contains("Slow  3.00 s  0 of 1 tasks", StringComparison.Ordinal))
        {
            if (time.GetUtcNow().Second < 3) time.Advance(TimeSpan.FromSeconds(3));
            await Task.Yield();
        }
        gate.Open();
        await shown;
        Text().ShouldMatch(@"└─ . wait-1 +3\.00 s");
    }

    [Fact]
    public async Task Show_Markup_IsTextAndNotMarkup()
    {
        await ShowAsync(Flow.Define("[red]Flow", f => { f.Task("[bold]task[/]", int () => throw new InvalidOperationException("a [link]")); }));
        Text().ShouldContain("[red]Flow");
        Text().ShouldContain("[bold]task[/]-1");
        Text().ShouldContain("InvalidOperationException: a [link]");
    }

    [Fact]
    public async Task Show_LogLines_AreThoseOfTheTasks()
    {
        await ShowAsync(Flow.Define("Logs", f => { f.Task("talk", context => { context.Logger.LogInformation("Hello"); }); }));
        Text().ShouldContain("INFO - prefect.talk | Hello");
        Text().ShouldNotContain("Starting task run");
    }

    [Fact]
    public async Task Show_AFailedTask_HasItsStackOnlyAsOneLine()
    {
        await ShowAsync(Flow.Define("Bad", f => { f.Task("boom", int () => throw new InvalidOperationException("no luck")); }));
        Text().ShouldMatch(@"\n  InvalidOperationException: no luck \(.*LiveRunTests\.cs:\d+\)");
        Text().ShouldNotMatch(@"\n   at ");
    }

    [Fact]
    public async Task Show_ALongLine_IsCutAtTheEdge()
    {
        await ShowAsync(Flow.Define("Cut", f => { f.Task(new string('x', 200), () => 1); }));
        Last("Cut").Split('\n').ShouldContain(static l => l.Length == 80 && l.EndsWith("x…", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_ParameterThatDoesNotFit_IsThrown() =>
        await Should.ThrowAsync<FlowParameterException>(() => ShowAsync(Flow.Define("Need", f => { f.Parameter<int>("n"); })));

    private Task<FlowState> ShowAsync(Flow flow)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.Yes });
        console.Profile.Width = 80;
        console.Profile.Height = 24;
        console.Profile.Capabilities.Unicode = true;
        var environment = new HostEnvironment { Output = output, TimeProvider = time, Input = null, Sources = new() { HomeFolder = "/nonexistent", Environment = new Dictionary<string, string>() } };
        return new TerminalDisplay(console, environment).ShowAsync(flow, options => flow.RunAsync(options: options));
    }

    /// <summary>What was written, without the signs that move the cursor.</summary>
    public void Dispose() => output.Dispose();

    private string Text() => System.Text.RegularExpressions.Regex.Replace(output.ToString(), @"\e\[[0-9;?]*[A-Za-z]", "").ReplaceLineEndings("\n");

    private string Last(string flow) => Text()[(Text().LastIndexOf($" {flow}  ", StringComparison.Ordinal) - 1)..];
}
