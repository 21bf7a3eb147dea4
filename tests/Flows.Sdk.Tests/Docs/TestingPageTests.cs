using Flows.Testing;
using Microsoft.Extensions.Logging;

namespace Flows.Sdk.Tests.Docs;

/// <summary>The code of docs/testing.md; a house test compares them.</summary>
public sealed partial class TestingPageTests
{
    private static readonly Flow<Handles> Nightly = Flow.Define("Nightly", f =>
    {
        var rows = LoadRows(f.Parameter("table", "orders"));
        var sizes = Measure(rows.Each());
        return new Handles(rows, sizes, Save(sizes));
    });

    [Task]
    public static List<string> LoadRows(string table, ILogger logger)
    {
        logger.LogInformation("loads {Table}", table);
        return [$"{table}-1", $"{table}-20"];
    }

    [Task(Retries = 3, RetryDelaySeconds = 600)]
    public static int Measure(string row, TaskRunContext context) => context.Attempt > 1 ? row.Length : throw new IOException("busy");

    [Task]
    internal static void Save(IReadOnlyList<int> sizes) => throw new InvalidOperationException("no database in tests");

    [Fact]
    public void LoadRows_OfATable_LogsItsName()
    {
        var env = new TaskEnvironment();

        var rows = LoadRows("orders", env.Logger);

        rows.Count.ShouldBe(2);
        env.Logs.Single().Text.ShouldBe("loads orders");
    }

    [Fact]
    public async Task Nightly_SourceThatIsBusyOnce_IsTriedAgainAfterTenMinutes()
    {
        var stubs = new TaskStubs()
            .Return(Nightly.Output.Rows, ["a", "bb"])
            .DoNothing(Nightly.Output.Saved);

        var state = await Nightly.RunAsync(options: new() { Stubs = stubs, TimeProvider = new VirtualTime() });

        state.Result(Nightly.Output.Sizes).ShouldBe([1, 2]);
        state.Duration.ShouldBe(TimeSpan.FromMinutes(10));
        state[Nightly.Output.Sizes].Children[0].History[0].Exception!.Message.ShouldBe("busy");
        state[Nightly.Output.Saved].Inputs["sizes"].ShouldBe(new List<int> { 1, 2 });
    }

    [Fact]
    public async Task Nightly_AfterAFailure_GoesOnWhereItFailed()
    {
        var time = new VirtualTime();
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        try
        {
            var failed = await Nightly.RunAsync(options: new() { TimeProvider = time });
            await failed.SaveAsync(path);

            var loaded = await FlowState.LoadAsync(Nightly, path);
            var state = await Nightly.RunAsync(options: new() { StartFrom = loaded, Stubs = new TaskStubs().DoNothing("Save") });

            state.IsSuccessful.ShouldBeTrue();
            state[Nightly.Output.Rows].Attempts.ShouldBe(0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed record Handles(TaskResult<List<string>> Rows, MappedResult<int> Sizes, TaskResult<Unit> Saved);
}
