using Flows.States;

namespace Flows.Sdk.Tests.Engine;

/// <summary>The code of docs/engine.md.</summary>
public sealed partial class EnginePageTests
{
    private readonly RecordingRunStore store = new();

    [Task]
    public static async Task<Loop<int>> CountPagesAsync(Uri site, TaskRunContext run)
    {
        var pages = run.LoopResult(0) + 1;
        return await HasPageAsync(site, pages) ? Loop.Again(pages) : pages;
    }

    [Task]
    public static string Fetch(Uri url) => throw new HttpRequestException($"{url} is away");

    [Task]
    public static int Load(string table) => throw new InvalidOperationException($"{table} is locked");

    [Task]
    public static string Deploy(string build) => $"{build} is out";

    [Fact]
    public async Task ReferenceTasks_OfThePage_Decide()
    {
        var flow = Flow.Define("Nightly", f =>
        {
            var rows = f.Task("Load", () => 3);
            var mail = rows.Then("Mail", n => throw new InvalidOperationException($"no mail server for {n} rows"));
            f.SetReferenceTasks(rows);          // a mail that is not sent is no failed night
        });

        (await flow.RunAsync()).IsSuccessful.ShouldBeTrue();
    }

    [Fact]
    public async Task Triggers_OfThePage_Hold()
    {
        var flow = Flow.Define("F", f =>
        {
            var parts = f.Parameter<string[]>("parts", ["a", "b", "c", "d"]).Map("Load", part => part.Length);
            var most = parts.Then("Merge", sizes => sizes.Sum()).When(Trigger.SomeSuccessful(atLeast: 0.75));
            f.Task("TidyUp", () => { }).After(most).When(Trigger.AlwaysRun);
            return most;
        });

        (await flow.RunAsync()).Result(flow.Output).ShouldBe(4);
    }

    [Fact]
    public async Task Retries_OfThePage_WaitAsItSays()
    {
        var waits = new List<double>();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        store.OnSet = (_, state) =>
        {
            if (state is not Retrying { StartTime: { } start }) return null;
            waits.Add((start - time.GetUtcNow()).TotalSeconds);
            time.SetUtcNow(start);
            return null;
        };
        var flow = Flow.Define("F", f =>
        {
            var url = f.Parameter("url", new Uri("http://source.example"));
            Fetch(url)
                .WithRetries(5, TimeSpan.FromSeconds(10), backoff: 2, maxDelay: TimeSpan.FromMinutes(5), jitter: 0.1)
                .RetryOn(e => e is HttpRequestException or TimeoutException);
        });

        await flow.RunOnAsync(store, new() { TimeProvider = time });

        foreach (var (wait, expected) in waits.Zip([10, 20, 40, 80, 160])) wait.ShouldBeInRange(expected * 0.9, expected * 1.1);
        waits.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Loop_OfThePage_CountsPages()
    {
        var flow = Flow.Define("F", f => CountPagesAsync(f.Parameter("site", new Uri("http://site.example"))));

        (await flow.RunAsync()).Result(flow.Output).ShouldBe(4);
    }

    [Fact]
    public async Task Manual_OfThePage_IsResumed()
    {
        var flow = Flow.Define("F", f =>
        {
            var build = f.Parameter("build", "1.0");
            var approved = Deploy(build).When(Trigger.Manual);
            return approved;
        });

        (await flow.RunAsync(options: new() { OnPaused = (_, _) => Task.FromResult(true) })).Result(flow.Output).ShouldBe("1.0 is out");
    }

    [Fact]
    public async Task Handlers_OfThePage_AreTold()
    {
        var alerts = new List<string>();
        var flow = Flow.Define("F", f =>
        {
            var table = f.Parameter("table", "orders");
            Load(table)
                .OnFailure((task, failed) => alerts.Add($"{task.RunName}: {failed.Message}"))
                .OnState((task, old, next) => next is Failed && task.Attempts > 1 ? new Skipped { Message = "the source is down" } : null);
            f.OnFailure((run, failed) => alerts.Add($"{run.FlowRunName} failed"));
            f.SetTerminalState((run, state, tasks) => tasks.Count(t => t.State.IsFailed) < 2 ? new Success { Message = "good enough" } : null);
        });

        (await flow.RunOnAsync(store)).State.Message.ShouldBe("good enough");

        alerts.ShouldBe(["Load: Error during execution of task: InvalidOperationException: orders is locked"]);
    }

    private static async Task<bool> HasPageAsync(Uri site, int page)
    {
        await Task.Yield();
        return site.IsAbsoluteUri && page < 4;
    }
}
