using CsCheck;
using Flows.Visualization.Layout;

namespace Flows.Sdk.Tests.Visualization;

public sealed class LayeredLayoutTests
{
    private const double Gap = 10;

    /// <summary>Graphs of up to 40 nodes; each has up to three nodes upstream of it.</summary>
    private static readonly Gen<(int From, int To)[]> Graphs = Gen.Int[1, 40].SelectMany(size =>
        Gen.Int[0, 1000].Array[4].Array[size].Select(draws => draws.SelectMany((d, to) => to == 0 ? [] : d.Take(d[3] % 4).Select(v => (v % to, to)).Distinct()).ToArray()));

    [Fact]
    public void Layout_AnyGraph_EdgesPointDownAndNothingOverlaps() => Graphs.Sample(edges =>
    {
        var layout = Of(edges);
        foreach (var (from, to) in edges) layout.Boxes[to].Y.ShouldBeGreaterThanOrEqualTo(layout.Boxes[from].Y + layout.Boxes[from].Height);
        foreach (var layer in layout.Boxes.GroupBy(static b => b.Layer))
            foreach (var (left, right) in layer.OrderBy(static b => b.X).Zip(layer.OrderBy(static b => b.X).Skip(1)))
                (right.X - (right.Width / 2)).ShouldBeGreaterThanOrEqualTo(left.X + (left.Width / 2) + Gap - 1e-6);
        layout.Boxes.ShouldAllBe(b => b.X - (b.Width / 2) >= -1e-6 && b.X + (b.Width / 2) <= layout.Width + 1e-6 && b.Y >= 0 && b.Y + b.Height <= layout.Height + 1e-6);
    });

    [Fact]
    public void Layout_TheSameGraph_IsTheSamePicture() => Graphs.Sample(edges =>
        Of(edges).Boxes.Select(static b => (b.X, b.Y)).ShouldBe(Of(edges).Boxes.Select(static b => (b.X, b.Y))));

    [Fact]
    public void Layout_AChain_IsStraight() => Of([(0, 1), (1, 2), (2, 3)]).Boxes.Select(static b => b.X).Distinct().Count().ShouldBe(1);

    [Fact]
    public void Layout_ALongEdge_HasABendInEachLayerItPasses() => Of([(0, 1), (1, 2), (2, 3), (0, 3)]).Paths[3].Length.ShouldBe(4);

    [Fact]
    public void Layout_CrossedPairs_AreUncrossed()
    {
        var boxes = Of([(0, 3), (1, 2)]).Boxes;
        Math.Sign(boxes[0].X - boxes[1].X).ShouldBe(Math.Sign(boxes[3].X - boxes[2].X));
    }

    [Fact]
    public void Layout_ASourceForALateTask_StandsJustAboveIt()
    {
        var boxes = Of([(0, 1), (1, 2), (2, 3), (4, 3)]).Boxes;
        boxes[4].Layer.ShouldBe(2);
    }

    [Fact]
    public void Layout_MoreBendsThanCanBeDrawn_GoesWithout()
    {
        var layout = Of([.. Enumerable.Range(0, 400).Select(static i => (i, i + 1)), .. Enumerable.Range(0, 300).Select(static i => (i, 400))]);
        layout.Paths.ShouldAllBe(static p => p.Length == 2);
    }

    private static LayeredLayout Of((int From, int To)[] edges)
    {
        var size = edges.Select(static e => Math.Max(e.From, e.To)).DefaultIfEmpty().Max() + 1;
        return new([.. Enumerable.Range(0, size).Select(static i => (30.0 + (i % 3 * 20), 20.0 + (i % 2 * 10)))], edges, Gap, layerGap: 40);
    }
}
