using Flows.Graph;
using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.Graph;

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
        DotWriter.Write(flow.Graph).ShouldBe("""
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
}
