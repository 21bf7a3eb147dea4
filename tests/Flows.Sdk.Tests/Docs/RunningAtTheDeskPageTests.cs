namespace Flows.Sdk.Tests.Docs;

public sealed class RunningAtTheDeskPageTests
{
    [Fact]
    public async Task Draw_TheFlowOfThePage_IsDrawnInEachWay()
    {
        var (svg, mermaid, coloured) = await RunningAtTheDeskPage.Draw();
        svg.ShouldContain("rows-1");
        mermaid.ShouldStartWith("flowchart TD");
        coloured.ShouldContain("#28a745");
    }
}
