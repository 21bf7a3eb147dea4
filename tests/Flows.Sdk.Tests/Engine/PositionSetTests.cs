using CsCheck;
using Flows.Engine;
using Flows.TestKit;

namespace Flows.Sdk.Tests.Engine;

public sealed class PositionSetTests
{
    [Fact]
    public void First_AfterAnyAddsAndRemoves_IsTheSmallestThatIsLeft()
    {
        Gen.Int[1, 300_000].SelectMany(size => Gen.Select(Gen.Const(size), Gen.Select(Gen.Int[0, size - 1], Gen.Bool).Array[0, 200])).Sample(
            (size, steps) =>
            {
                var (set, model) = (new PositionSet(size), new SortedSet<int>());
                foreach (var (position, isAdded) in steps)
                {
                    if (isAdded && model.Add(position)) set.Add(position);
                    if (!isAdded && model.Remove(position)) set.Remove(position);
                    set.First.ShouldBe(model.Count == 0 ? PositionSet.None : model.Min);
                }
            },
            iter: Soak.Times(100));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(4_097)]
    public void First_OfAnEmptySet_IsNone(int size)
    {
        new PositionSet(size).First.ShouldBe(PositionSet.None);
    }
}
