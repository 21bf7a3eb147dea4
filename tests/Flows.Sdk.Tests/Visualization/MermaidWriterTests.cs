using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.Visualization;

public sealed class MermaidWriterTests
{
    [Fact]
    public void Write_AFlow_DrawsParametersMapsAndOrder()
    {
        var flow = Flow.Define("My flow", f =>
        {
            var n = f.Parameter("n", 1);
            Add(Extract(f).Each(), n).After(f.Task("last", () => 1));
        });
        flow.Visualize(GraphFormat.Mermaid).ShouldBe("""
            flowchart TD
              n0[/"n"/]
              n1["Extract-1"]
              n2[["Add-1"]]
              n3["last-1"]
              n1 ==>|"x"| n2
              n0 -->|"y"| n2
              n3 -.-> n2

            """);
    }

    [Fact]
    public void Write_TextWithSigns_CannotLeaveItsQuotes()
    {
        var flow = Flow.Define("Signs", f => { f.Task("a\"]; <b>`&#\nü", () => 1); });
        flow.Visualize(GraphFormat.Mermaid).ShouldContain("n0[\"a#34;]#59; #60;b>#96;#38;#35;<br/>ü-1\"]".Replace("b>", "b#62;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_ARun_NamesAClassForEachColour()
    {
        var flow = Flow.Define("Run", f => { f.Task("one", () => 1).Then("two", x => x); });
        var text = flow.Visualize(GraphFormat.Mermaid, await flow.RunAsync());
        text.ShouldMatch("""n0\["one-1<br/>Success, \d\.\d\d s"\]:::c28a745""");
        text.Split('\n').Count(static l => l == "  classDef c28a745 fill:#28a745,color:#000000,stroke:#333333").ShouldBe(1);
    }
}
