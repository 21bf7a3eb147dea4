using CsCheck;
using Flows.States;

namespace Flows.Sdk.Tests.States;

/// <summary>Compares the states with what the original wrote about its own.</summary>
public sealed class StateHierarchyTests
{
    private static readonly Dictionary<string, string[]> Original = Fixtures.Read("14_states.json").GetProperty("hierarchy").EnumerateObject()
        .ToDictionary(p => p.Name, p => p.Value.GetProperty("parents").EnumerateArray().Select(v => v.GetString()!.TrimStart('_')).ToArray());

    private static readonly State[] All =
    [
        new Pending(), new Scheduled(), new Paused(), new Resume(), new Retrying(), new Running(), new Cancelling(), new Finished(), new Looped(), new Cancelled(),
        new Success(), new Cached(), new Mapped(), new Skipped(), new Failed(), new TimedOut(), new TriggerFailed(), new ValidationFailed(),
        new Submitted(), new Queued(), new ClientFailed(),
    ];

    private static readonly Gen<State> AnyState = Gen.Int[0, All.Length - 1].Select(i => All[i]);

    public static TheoryData<string> Names => [.. Original.Keys.Where(n => n != "State")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Type_OfAState_HasTheParentsOfTheOriginal(string name)
    {
        var state = All.Single(s => s.Type == name);

        Parents(state.GetType()).ShouldBe(Original[name]);
    }

    [Fact]
    public void States_OfTheOriginal_AreAllHere() => All.Select(s => s.Type).Append("State").ShouldBe(Original.Keys, ignoreOrder: true);

    [Fact]
    public void Predicates_OfAnyState_FollowItsParents()
    {
        AnyState.Sample(state =>
        {
            var kinds = Original[state.Type].Append(state.Type).ToHashSet();
            state.IsPending.ShouldBe(kinds.Contains("Pending"));
            state.IsRunning.ShouldBe(kinds.Contains("Running"));
            state.IsFinished.ShouldBe(kinds.Contains("Finished"));
            state.IsSuccessful.ShouldBe(kinds.Contains("Success"));
            state.IsFailed.ShouldBe(kinds.Contains("Failed"));
            state.IsSkipped.ShouldBe(kinds.Contains("Skipped"));
            state.IsMeta.ShouldBe(kinds.Contains("MetaState"));
            state.IsScheduled.ShouldBe(kinds.Contains("Scheduled") || state.Type == "Queued");
        });
    }

    [Fact]
    public void Inner_OfAMetaState_IsNeverAMetaState()
    {
        Gen.Select(AnyState, Gen.Int[0, 5]).Sample((state, depth) =>
        {
            var wrapped = state;
            for (var i = 0; i < depth; i++) wrapped = i % 2 == 0 ? new Submitted { Inner = wrapped } : new Queued { Inner = wrapped };
            if (wrapped is MetaState meta) (meta.Inner is MetaState).ShouldBeFalse();
        });
    }

    [Fact]
    public void Equals_OfAnyTwoStates_AsksForTypeResultAndFieldsOnly()
    {
        Gen.Select(AnyState, AnyState, Gen.String, Gen.Int).Sample((a, b, message, value) =>
        {
            var changed = a with { Message = message, Context = new Dictionary<string, object?> { ["k"] = value } };
            changed.ShouldBe(a);
            changed.GetHashCode().ShouldBe(a.GetHashCode());
            (a with { Result = StateResult.Of(value) }).ShouldNotBe(a);
            (a == b).ShouldBe(a.Type == b.Type);
        });
        new Retrying { RunCount = 1 }.ShouldNotBe(new Retrying { RunCount = 2 });
    }

    private static IEnumerable<string> Parents(Type type)
    {
        for (var parent = type.BaseType!; parent != typeof(object); parent = parent.BaseType!) yield return parent.Name;
    }
}
