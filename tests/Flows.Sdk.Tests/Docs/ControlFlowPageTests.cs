namespace Flows.Sdk.Tests.Docs;

/// <summary>The code of the pages does what they say.</summary>
public sealed class ControlFlowPageTests
{
    [Fact]
    public async Task ControlFlow_AsWritten_DoesWhatThePageSays()
    {
        (await ControlFlowPage.If().RunAsync()).IsSuccessful.ShouldBeTrue();
        (await ControlFlowPage.IfAlone().RunAsync(new() { ["total"] = 1 })).Tasks.Count(t => t.State.IsSkipped).ShouldBe(3);
        (await ResultOf(ControlFlowPage.Switch())).ShouldBe("Ciao Ann");
        (await ResultOf(ControlFlowPage.Merge())).ShouldBe(["a", "json"]);
        (await ResultOf(ControlFlowPage.Resource())).ShouldBe("1 rows");
        (await ResultOf(ControlFlowPage.Manager())).ShouldBe("2 workers, 2 rows");
        (await ControlFlowPage.Collections().RunAsync()).IsSuccessful.ShouldBeTrue();
        ControlFlowPage.Subflow().Graph.Nodes.Select(n => n.Slug).ShouldBe(["day", "total", "List-1", "Dict-1", "Flow Child-1", "Flow Child.State-1", "Archive-1"]);
        var filter = ControlFlowPage.Filter();
        var filtered = await filter.RunAsync();
        filtered.Result(filter.Output.Item1).Select(r => r.Size).ShouldBe([10, 200]);
        filtered.Result(filter.Output.Item2).Select(r => r.Size).ShouldBe([200]);
    }

    [Fact]
    public async Task Mapping_AsWritten_DoesWhatThePageSays()
    {
        (await ResultOf(MappingPage.Reduce())).ShouldBe(60);
        (await ResultOf(MappingPage.Filter())).ShouldBe(3);
        var sources = MappingPage.Sources();
        var mapped = await sources.RunAsync();
        mapped.Result(sources.Output.Item1).ShouldBe([2, 4, 6]);
        mapped.Result(sources.Output.Item2).ShouldBe(["Hello Ann", "Hello Bob"]);
        mapped.Result(sources.Output.Item3).ShouldBe(["https://x/a", "https://x/b", "https://x/c"]);
        mapped.Result(sources.Output.Item4).ShouldBe([11, 22, 33]);
        var flatten = MappingPage.Flatten();
        var flat = await flatten.RunAsync();
        flat.Result(flatten.Output.Item1).ShouldBe([1, 2, 3]);
        flat.Result(flatten.Output.Item2).ShouldBe("ccc");
    }

    private static async Task<T> ResultOf<T>(Flow<TaskResult<T>> flow) => (await flow.RunAsync()).Result(flow.Output);
}
