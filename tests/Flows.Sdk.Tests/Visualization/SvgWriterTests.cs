using System.Xml.Linq;
using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.Visualization;

public sealed class SvgWriterTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Write_AFlow_HasEachTaskAndEachEdge()
    {
        var svg = Draw(Flow.Define("All", f =>
        {
            var n = f.Parameter("n", 1);
            Add(Extract(f).Each(), n).After(f.Task("last", () => 1));
        }));
        Texts(svg).ShouldBe(["x", "y", "n", "Extract-1", "Add-1", "last-1"], ignoreOrder: true);
        svg.Descendants(Svg + "path").Count().ShouldBe(3);
        svg.Descendants(Svg + "path").Count(static p => p.Attribute("stroke-dasharray") is not null).ShouldBe(1);
        svg.Descendants(Svg + "rect").Count().ShouldBe(1 + 2 + 3, "the ground, two tasks, and three sheets of the mapped one");
    }

    [Fact]
    public void Write_TextWithSigns_IsTextAndNothingElse()
    {
        var svg = Draw(Flow.Define("<script>", f => { f.Task("</text><script>alert('&')</script>\u0001", () => 1); }));
        svg.DescendantsAndSelf().Select(static e => e.Name.LocalName).Distinct().ShouldBe(["svg", "title", "rect", "g", "text"]);
        Texts(svg).ShouldBe(["</text><script>alert('&')</script>\uFFFD-1"]);
    }

    [Fact]
    public void Write_ALongName_IsCutAndShownWhole()
    {
        var name = new string('x', 300);
        var svg = Draw(Flow.Define("Long", f => { f.Task(name, () => 1); }));
        Texts(svg).Single().Length.ShouldBe(48);
        svg.Descendants(Svg + "g").Elements(Svg + "title").Single().Value.ShouldBe(name + "-1");
    }

    [Fact]
    public void Write_AnEmptyFlow_IsAPicture() => Draw(Flow.Define("Empty", _ => { })).Descendants(Svg + "text").ShouldBeEmpty();

    [Fact]
    public async Task Write_ARunOfAMap_CountsItsChildren()
    {
        var flow = Flow.Define("Map", f => { f.Parameter("numbers", new[] { 1, 0, 2 }).Map("divide", n => 10 / n); });
        var svg = XElement.Parse(flow.Visualize(run: await flow.RunAsync()));
        Texts(svg).ShouldContain(static t => t.StartsWith("Mapped: 1 Failed, 2 Success, 0.", StringComparison.Ordinal));
        svg.Descendants(Svg + "rect").Count(static r => (string?)r.Attribute("fill") == "#eb0000").ShouldBe(3);
    }

    [Fact]
    public async Task Visualize_ARunOfAnotherFlow_IsRefused()
    {
        var one = Flow.Define("One", f => { f.Task("a", () => 1); });
        var other = Flow.Define("Other", f => { f.Task("b", () => 1); });
        var run = await other.RunAsync();
        Should.Throw<ArgumentException>(() => one.Visualize(GraphFormat.Svg, run)).Message.ShouldStartWith("The run is one of flow 'Other' with other tasks, and this is flow 'One'");
    }

    [Fact]
    public void Visualize_AFormatThatIsNone_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Flow.Define("One", f => { f.Task("a", () => 1); }).Visualize((GraphFormat)9)).Message.ShouldStartWith("It is no format of a graph");

    private static XElement Draw(Flow flow) => XElement.Parse(flow.Visualize());

    private static IEnumerable<string> Texts(XElement svg) => svg.Descendants(Svg + "text").Select(static t => t.Value);
}
