using Flows.Sdk.Tests.Authoring;
using Flows.Sdk.Tests.Engine;
using Flows.States;

namespace Flows.Sdk.Tests.ControlFlow;

public sealed partial class ResourceTests
{
    private readonly RecordingRunStore store = new();
    private readonly List<string> ran = [];

    [Fact]
    public async Task Use_OfAResource_OpensItBeforeTheGroupAndClosesItAfter()
    {
        var flow = Flow.Define("F", f => f.Resource("db", () => Ran("open", 7), db => { Ran($"close {db}", 0); })
            .Use(db => db.Then("query", v => Ran("query", 2 * v)).Then("report", v => Ran("report", v))));

        var state = await flow.RunOnAsync(store);

        ran.ShouldBe(["open", "query", "report", "close 7"]);
        state.Result(flow.Output).ShouldBe(14);
        flow.EdgeTexts().ShouldBe([
            "db-1 -mgr-> db.setup-1",
            "db-1 -mgr-> db.cleanup-1", "db.setup-1 -resource-> db.cleanup-1", "report-1 --> db.cleanup-1",
            "db.setup-1 -value-> query-1",
            "query-1 -value-> report-1",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task Use_OfAManagerThatATaskMakes_TakesDeferredArguments()
    {
        var flow = Flow.Define("F", f => f.Resource(Cluster(f.Parameter("workers", 3), ran)).Use(cluster => cluster.Then("train", c => c + "!")));

        var state = await flow.RunOnAsync(store);

        state.Result(flow.Output).ShouldBe("3 workers!");
        ran.ShouldBe(["start 3", "stop 3 workers"]);
        flow.Graph.Nodes.Where(n => !n.Options.Checkpoint).Select(n => n.Name).ShouldBe(["Cluster", "Cluster.setup", "Cluster.cleanup"]);
        flow.Graph.Nodes.Select(n => n.Slug).ShouldBe(["workers", "Cluster-1", "Cluster.setup-1", "Cluster.cleanup-1", "train-1"]);
    }

    [Fact]
    public async Task Use_GroupWhoseTaskFails_ClosesTheResourceAndFailsTheRun()
    {
        var flow = Flow.Define("F", f => f.Resource("db", () => 7, db => { Ran("close", 0); })
            .Use(_ => { f.Task("fails", () => throw new InvalidOperationException("boom")); }));

        var state = await flow.RunOnAsync(store);

        ran.ShouldBe(["close"]);
        state.IsFailed.ShouldBeTrue();
    }

    [Fact]
    public async Task Use_GroupThatIsSkipped_ClosesTheResource()
    {
        var flow = Flow.Define("F", f => f.Resource("db", () => 7, db => { Ran("close", 0); })
            .Use(_ => f.Task("skips", int () => throw FlowSignal.Skip("nothing to do"))));

        await flow.RunOnAsync(store);

        ran.ShouldBe(["close"]);
    }

    [Theory]
    [InlineData("init", false, "Resource manager init failed")]
    [InlineData("init", true, "Resource manager init skipped")]
    [InlineData("setup", false, "Resource manager setup failed")]
    [InlineData("setup", true, "Resource manager setup skipped")]
    public async Task Use_ResourceThatIsNotOpened_RunsNeitherGroupNorClosing(string step, bool skip, string expected)
    {
        Exception problem = skip ? FlowSignal.Skip("not today") : new InvalidOperationException("boom");
        var flow = Flow.Define("F", f =>
        {
            var manager = f.Task("db", IResourceManager<int> () => step == "init" ? throw problem : new Manager(() => throw problem, ran));
            f.Resource(manager).Use(_ => { f.Task("query", () => Ran("query", 1)); });
        });

        var state = await flow.RunOnAsync(store);

        ran.ShouldBeEmpty();
        store.States("db.cleanup-1").ShouldHaveSingleItem().ShouldBeOfType<Skipped>().Message.ShouldBe(expected);
        state.IsFailed.ShouldBe(!skip);
    }

    [Fact]
    public async Task Use_ClosingThatFails_DoesNotFailTheRun()
    {
        var flow = Flow.Define("F", f => f.Resource("db", () => 7, db => { throw new InvalidOperationException("boom"); }).Use(db => db.Then("query", v => v)));

        var state = await flow.RunOnAsync(store);

        store.History("db.cleanup-1").ShouldBe(["Running", "Failed"]);
        state.IsSuccessful.ShouldBeTrue();
    }

    [Fact]
    public async Task Use_AfterARestart_OpensTheResourceAgain()
    {
        var flow = Flow.Define("F", f => f.Resource("db", () => Ran("open", 7), db => { Ran("close", 0); })
            .Use(db => db.Then("first", v => Ran("first", v)).Then("second", v => Ran("second", v))));
        var second = new RecordingRunStore { OutlivesProcess = true, Facts = new() { Id = "run-1", Name = "brave-otter", State = new Running(), Parameters = new Dictionary<string, object?>() } };
        foreach (var slug in new[] { "db-1", "db.setup-1" }) second.Stored[slug] = new Success { Result = StateResult.None.WithPointer("Result", null) };
        second.Stored["first-1"] = new Success { Result = StateResult.None.WithPointer("PrefectResult", "7") };

        await flow.RunOnAsync(second);

        ran.ShouldBe(["open", "second", "close"]);
    }

    [Fact]
    public void Use_OfOneResourceInAnother_ClosesTheInnerOneFirst()
    {
        var flow = Flow.Define("F", f => f.Resource("outer", () => 1, _ => { }).Use(_ =>
        {
            f.Resource("inner", () => 2, _ => { }).Use(_ => f.Task("work", () => 3));
        }));

        flow.EdgeTexts().Where(e => e.Contains("-->", StringComparison.Ordinal)).ShouldBe([
            "inner.cleanup-1 --> outer.cleanup-1",
            "outer.setup-1 --> inner-1",
            "work-1 --> inner.cleanup-1",
            "inner.setup-1 --> work-1",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task Use_InABranchThatIsNotTaken_OpensNothing()
    {
        var flow = Flow.Define("F", f => f.If(
            f.Parameter("on", false),
            then: () => f.Resource("db", () => Ran("open", 7), db => { Ran("close", 0); }).Use(db => db.Then("query", v => v)),
            otherwise: () => f.Task("none", () => 0)));

        (await flow.RunOnAsync(store)).Result(flow.Output).ShouldBe(0);

        ran.ShouldBeEmpty();
    }

    [Fact]
    public async Task Use_WithAsynchronousLambdas_WaitsForThem()
    {
        var flow = Flow.Define("F", f =>
        {
            f.Resource("a", async () => await Later("open a"), async text => { await Later("close " + text); }).Use(_ => { });
            f.Resource("b", () => "open b", async Task (text) => await Later("close " + text)).Use(_ => { });
            f.Resource("c", async () => await Later("open c"), text => { Ran("close " + text, 0); }).Use(_ => { });
            f.Resource("d", () => new MemoryStream(), stream => stream.DisposeAsync()).Use(stream => { stream.Then("write", s => s.WriteByte(1)); });
        });

        (await flow.RunOnAsync(store)).IsSuccessful.ShouldBeTrue();

        ran.ShouldBe(["open a", "close open a", "close open b", "open c", "close open c"], ignoreOrder: true);
    }

    [Fact]
    public void Resource_ThatIsNeverUsed_IsRefused() =>
        Should.Throw<FlowDefinitionException>(() => Flow.Define("F", f => { f.Resource("db", () => 1, _ => { }); }))
            .Message.ShouldBe("Resource 'db' of flow 'F' is opened for nothing: call Use on it, with the tasks that need it.");

    private async Task<string> Later(string text)
    {
        await Task.Yield();
        return Ran(text, text);
    }

    private T Ran<T>(string what, T value)
    {
        lock (ran) ran.Add(what);
        return value;
    }

    [Task]
    internal static ClusterManager Cluster(int workers, List<string> ran) => new(workers, ran);

    internal sealed class ClusterManager(int workers, List<string> ran) : IResourceManager<string>
    {
        public ValueTask<string> SetupAsync(TaskRunContext context)
        {
            ran.Add($"start {workers}");
            return new($"{workers} workers");
        }

        public ValueTask CleanupAsync(string resource, TaskRunContext context)
        {
            ran.Add($"stop {resource}");
            return default;
        }
    }

    private sealed class Manager(Func<int> setup, List<string> ran) : IResourceManager<int>
    {
        public ValueTask<int> SetupAsync(TaskRunContext context) => new(setup());

        public ValueTask CleanupAsync(int resource, TaskRunContext context)
        {
            ran.Add("close");
            return default;
        }
    }
}
