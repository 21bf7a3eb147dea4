using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.Authoring;

public sealed class FlowTests
{
    [Fact]
    public void Define_WithoutAnOutput_IsAFlow()
    {
        var flow = Flow.Define("F", f => { Extract(f); });
        (flow.Name, flow.Graph.Nodes.Count).ShouldBe(("F", 1));
    }

    [Fact]
    public void With_AllSettings_KeepsTheTypeAndSetsTheProperties()
    {
        var storage = new LocalStorage();
        var runConfig = new LocalRun { Labels = ["a"] };
        Flow<TaskResult<List<int>>> flow = Flow.Define("F", f => Extract(f)).WithStorage(storage).WithRunConfig(runConfig);
        flow.Storage.ShouldBeSameAs(storage);
        flow.RunConfig.ShouldBeSameAs(runConfig);
    }

    [Fact]
    public void Parameter_WithADefault_IsNotRequired()
    {
        var flow = Flow.Define("F", f => (f.Parameter<int>("a"), f.Parameter<DateOnly?>("b", null), c: f.Parameter("c", defaultValue: "x")));
        flow.Graph.Nodes.Select(n => n.Parameter).ShouldBe([new(typeof(int), true, null), new(typeof(DateOnly?), false, null), new(typeof(string), false, "x")]);
        flow.Output.c.Name.ShouldBe("c");
    }
}
