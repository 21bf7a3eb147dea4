using Flows.Testing;
using Microsoft.Extensions.Logging;

namespace Flows.Sdk.Tests.Hosting;

public sealed class RunOnScheduleCommandTests : IDisposable
{
    private static readonly DateTimeOffset NewYear = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly HostedProgram program = new() { Clock = new VirtualTime(NewYear) };

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Run_OnSchedule_RunsAtEachTimeAndSaysWhich()
    {
        (await program.RunAsync("run --on-schedule --param name=Ada", Hello(Twice))).ShouldBe(0);

        var lines = program.Output.Split('\n', StringSplitOptions.TrimEntries);
        lines.Where(l => l.StartsWith("Next run", StringComparison.Ordinal)).ShouldBe(["Next run of Hello: 2021-01-01 06:00:00 +01:00", "Next run of Hello: 2021-01-02 06:00:00 +01:00"]);
        lines.Count(l => l.Contains("Hello Ada", StringComparison.Ordinal)).ShouldBe(2);
        program.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_OnScheduleAsJson_WritesADocumentForEachRunAndNothingElse()
    {
        (await program.RunAsync("--on-schedule --json", Hello(Twice))).ShouldBe(0);

        program.Output.ShouldNotContain("Next run");
    }

    [Fact]
    public async Task Run_OnScheduleWithARunThatFails_ExitsWith1() =>
        (await program.RunAsync("run --on-schedule --quiet", Flow.Define("Bad", f => f.Task("boom", int () => throw new FormatException("no luck"))).WithSchedule(Twice))).ShouldBe(1);

    [Fact]
    public async Task Run_OnScheduleThatCannotBe_SaysWhyAndExitsWith2()
    {
        (await program.RunAsync("run --on-schedule", Hello(null))).ShouldBe(2);
        (await program.RunAsync("run --on-schedule", Hello(Schedule.Dates(NewYear)))).ShouldBe(2);

        program.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(
        [
            "Flow 'Hello' has no schedule, so there is nothing to wait for: leave out --on-schedule, or give the flow a schedule by .WithSchedule(...).",
            "The schedule of flow 'Hello' (dates 2021-01-01T00:00:00) has no time after 2021-01-01 00:00:00Z: nothing is left to run.",
        ]);
    }

    private static Schedule Twice => Schedule.Dates("Europe/Berlin", new DateTime(2021, 1, 1, 6, 0, 0), new DateTime(2021, 1, 2, 6, 0, 0));

    private static Flow Hello(Schedule? schedule)
    {
        var flow = Flow.Define("Hello", f => f.Parameter("name", "Bob").Then("greet", (name, context) => context.Logger.LogInformation("Hello {Name}", name)));
        flow.Schedule = schedule;
        return flow;
    }
}
