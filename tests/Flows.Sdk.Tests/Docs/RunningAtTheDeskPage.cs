namespace Flows.Sdk.Tests.Docs;

/// <summary>The code of docs/running-at-the-desk.md; a house test compares them.</summary>
public static class RunningAtTheDeskPage
{
    public static Flow Nightly() => Flow.Define("Nightly", f => { f.Parameter("count", 3).Then("rows", n => Enumerable.Range(0, n).ToList()); });

    public static async Task<int> Program(string[] args)
    {
        return await FlowHost.RunAsync(args, Nightly());
    }

    public static async Task<(string Svg, string Mermaid, string Coloured)> Draw()
    {
        var flow = Nightly();
        var svg = flow.Visualize();
        var mermaid = flow.Visualize(GraphFormat.Mermaid);
        var run = await flow.RunAsync();
        var coloured = flow.Visualize(GraphFormat.Svg, run);
        return (svg, mermaid, coloured);
    }
}
