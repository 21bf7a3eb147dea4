using CsCheck;

namespace Flows.Sdk.Tests.ControlFlow;

public sealed class BranchPropertyTests
{
    /// <summary>A decision: a leaf, or a condition with what comes of it.</summary>
    private sealed record Choice(bool Condition, int Leaf, Choice? Then = null, Choice? Otherwise = null)
    {
        public int Outcome => Then is null ? Leaf : Condition ? Then.Outcome : Otherwise!.Outcome;

        public static Gen<Choice> Gen(int depth) => depth == 0
            ? CsCheck.Gen.Int[1, 1000].Select(leaf => new Choice(false, leaf))
            : CsCheck.Gen.Frequency(
                (1, Gen(0)),
                (3, CsCheck.Gen.Select(CsCheck.Gen.Bool, Gen(depth - 1), Gen(depth - 1), (condition, then, otherwise) => new Choice(condition, 0, then, otherwise))));
    }

    [Fact]
    public async Task If_NestedInAnyWay_YieldsWhatAnIfOfTheLanguageYields() => await Choice.Gen(4).SampleAsync(async choice =>
    {
        var flow = Flow.Define("F", f => Define(f, choice));
        var state = await flow.RunAsync(options: new() { MaxConcurrency = 4 });
        return state.IsSuccessful && state.Result(flow.Output) == choice.Outcome && state.Tasks.Count(t => t.Name == "leaf" && !t.State.IsSkipped) == 1;
    }, iter: 100);

    private static TaskResult<int> Define(FlowBuilder f, Choice choice) => choice.Then is null
        ? f.Task("leaf", () => choice.Leaf)
        : f.If(f.Task("condition", () => choice.Condition), () => Define(f, choice.Then), () => Define(f, choice.Otherwise!));
}
