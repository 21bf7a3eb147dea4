using CsCheck;

namespace Flows.Sdk.Tests.Engine;

public sealed class FlattenPropertyTests
{
    private static readonly Gen<int[][]> Lists = Gen.Int[-9, 9].Array[0, 4].Array[0, 6];

    [Fact]
    public async Task Flatten_OfAnyLists_IsWhatLinqMakesOfThem() => await Lists.SampleAsync(async lists =>
    {
        var flow = Flow.Define("F", f =>
        {
            var whole = f.Task("whole", () => lists);
            var mapped = f.Task("each", () => lists).Map("child", list => list);
            return (whole.Flatten(), mapped.Flatten(), whole.Flatten().Map("a", v => -v), mapped.Flatten().Map("b", v => -v), mapped.Flatten().Map("c", v => -v).Map("d", v => -v));
        });
        var state = await flow.RunAsync(options: new() { MaxConcurrency = 4 });
        int[] expected = [.. lists.SelectMany(l => l)];
        int[] negative = [.. expected.Select(v => -v)];
        return Is(state.Result(flow.Output.Item1), expected) && Is(state.Result(flow.Output.Item2), expected) && Is(state.Result(flow.Output.Item3), negative)
            && Is(state.Result(flow.Output.Item4), negative) && Is(state.Result(flow.Output.Item5), expected);
    }, iter: 100);

    private static bool Is(List<int> actual, int[] expected) => actual.SequenceEqual(expected);
}
