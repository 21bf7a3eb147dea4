using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.Visualization;

public sealed class DotWriterTests
{
    [Fact]
    public void Write_AFlow_DrawsParametersMapsAndOrder()
    {
        var flow = Flow.Define("My \"flow\"", f =>
        {
            var n = f.Parameter("n\\", 1);
            Add(Extract(f).Each(), n).After(f.Task("two\nlines", () => 1));
        });
        flow.Visualize(GraphFormat.Dot).ShouldBe("""
            digraph "My \"flow\"" {
              n0 [label="n\\", shape=box];
              n1 [label="Extract-1"];
              n2 [label="Add-1", peripheries=2];
              n3 [label="two\nlines-1"];
              n1 -> n2 [label="x", style=bold];
              n0 -> n2 [label="y"];
              n3 -> n2 [style=dotted];
            }

            """);
    }

    [Fact]
    public async Task Write_ARun_FillsEachTaskWithTheColourOfItsState()
    {
        var flow = Flow.Define("Run", f => { f.Task("boom", int () => throw new InvalidOperationException()).Then("next", x => x); });
        var dot = flow.Visualize(GraphFormat.Dot, await flow.RunAsync());
        dot.ShouldMatch("""n0 \[label="boom-1\\nFailed, \d\.\d\d s", style=filled, fillcolor="#eb0000", fontcolor="#ffffff"\];""");
        dot.ShouldContain("""n1 [label="next-1\nTriggerFailed", style=filled, fillcolor="#ff5131", fontcolor="#000000"];""");
    }
}
