using System.Diagnostics;

namespace Flows.Sdk.Tests.Docs;

/// <summary>The code of docs/observability.md; a house test compares them.</summary>
public sealed partial class ObservabilityPageTests
{
    [Task]
    public static int Load(string table, TaskRunContext context)
    {
        var artifacts = context.Artifacts;
        artifacts.Progress(0.5, "half of the rows");
        artifacts.Table(["table", "rows"], [[table, 12]], name: "summary");
        artifacts.Link("https://example.com/orders");
        artifacts.Progress(1);
        return 12;
    }

    [Fact]
    public async Task Load_LeavesItsArtifacts()
    {
        var flow = Flow.Define("Nightly", f => Load(f.Parameter("table", "orders")));

        var state = await flow.RunAsync();

        state[flow.Output].Artifacts.Select(a => a.Kind).ShouldBe([ArtifactKind.Progress, ArtifactKind.Table, ArtifactKind.Link]);
        state[flow.Output].Artifacts[0].Text.ShouldBe("**100 %**");
    }

    [Fact]
    public async Task Listener_HearsFlowAndTask()
    {
        var heard = new System.Collections.Concurrent.ConcurrentBag<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Flows",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => heard.Add(span.OperationName),
        };
        ActivitySource.AddActivityListener(listener);

        await Flow.Define("Heard", f => f.Task("Once", () => 1)).RunAsync();

        heard.ShouldContain("flow Heard");
        heard.ShouldContain("task Once");
    }
}
