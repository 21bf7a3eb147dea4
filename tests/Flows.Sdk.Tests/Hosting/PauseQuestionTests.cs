using Flows.Hosting.Runs;

namespace Flows.Sdk.Tests.Hosting;

public sealed class PauseQuestionTests
{
    private readonly List<string> said = [];

    [Theory]
    [InlineData("\n", true)]
    [InlineData("y\n", true)]
    [InlineData("maybe\nYES\n", true)]
    [InlineData("n\n", false)]
    [InlineData("", false)]
    public async Task Ask_AnAnswer_DecidesWhetherTheTaskGoesOn(string typed, bool goesOn)
    {
        using var question = new PauseQuestion(new StringReader(typed), said.Add);
        (await question.AskAsync(await PausedAsync(), CancellationToken.None)).ShouldBe(goesOn);
        said.ShouldAllBe(static s => s == "Task 'approve' is paused (Wait for the boss): press Enter to let it go on, or n and Enter to leave it paused.");
        said.Count.ShouldBe(typed.StartsWith("maybe", StringComparison.Ordinal) ? 2 : 1);
    }

    [Theory]
    [InlineData("\n", 0, "Success")]
    [InlineData("n\n", 1, "Paused")]
    [InlineData(null, 1, "Paused")]
    public async Task Run_APausedTask_AsksThePersonWhoIsThere(string? typed, int exitCode, string state)
    {
        using var program = new HostedProgram { Input = typed is null ? null : new StringReader(typed) };
        (await program.RunAsync("run", Approve())).ShouldBe(exitCode);
        program.Output.ShouldMatch($@"approve-1 +{state}");
        program.Output.Contains("is paused", StringComparison.Ordinal).ShouldBe(typed is not null);
    }

    private static async Task<TaskState> PausedAsync() => (await Approve().RunAsync()).Tasks[0];

    private static Flow Approve()
    {
        var asked = false;
        return Flow.Define("Approve", f =>
        {
            f.Task("approve", () =>
            {
                if (asked) return 1;
                asked = true;
                throw FlowSignal.Pause("Wait for the boss.");
            });
        });
    }
}
