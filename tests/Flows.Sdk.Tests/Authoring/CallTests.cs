using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.Authoring;

/// <summary>Which overload a call of a task takes, and what it records.</summary>
public sealed class CallTests
{
    [Fact]
    public void Call_WithoutDeferredArguments_RunsTheMethod() => Greet("Bob").ShouldBe("Hello Bob");

    [Fact]
    public void Call_WithNullForAList_RunsTheMethod() => Should.Throw<ArgumentNullException>(() => Sum(null!));

    [Fact]
    public void Call_WithTheFlowFirst_RecordsConstants()
    {
        var flow = Flow.Define("F", f => (sum: Sum(f, [1, 2]), text: Greet(f, "Ann")));
        flow.Node(flow.Output.sum).Arguments.ShouldHaveSingleItem().Constant.ShouldBe(new[] { 1, 2 });
        flow.Run(flow.Output.text).ShouldBe("Hello Ann");
    }

    [Fact]
    public void Call_WithAParameterAndALeftOutArgument_UsesTheMethodsDefault()
    {
        var flow = Flow.Define("F", f => Greet(f.Parameter("name", defaultValue: "Bob")));
        flow.Node(flow.Output).Arguments[1].IsUnset.ShouldBeTrue();
        flow.Run(flow.Output).ShouldBe("Hello Bob");
    }

    [Fact]
    public void Call_WithConstantsBesideHandles_MixesThem()
    {
        var flow = Flow.Define("F", f => Greet(f.Parameter<string>("name"), "Bye"));
        flow.Run(flow.Output, new() { ["name"] = "Ann" }).ShouldBe("Bye Ann");
    }

    [Fact]
    public void Call_WithAListWhereAnEnumerableOfABaseTypeIsAsked_TakesTheHandle()
    {
        var flow = Flow.Define("F", f => (n: Count(Rows(f)), m: Sum(Extract(f)), s: MaybeNull(f.Parameter("s", "x"))));
        flow.Run(flow.Output.n).ShouldBe(2);
        flow.Run(flow.Output.m).ShouldBe(6);
        flow.Run(flow.Output.s).ShouldBe("x");
    }

    [Fact]
    public void Call_WithNullableHandleAndNull_FitANullableParameter()
    {
        var flow = Flow.Define("F", f => (a: MaybeNull(f.Parameter<string?>("s", null)), b: MaybeNull(f, null)));
        flow.Run(flow.Output.a).ShouldBeNull();
        flow.Run(flow.Output.b).ShouldBeNull();
    }

    [Fact]
    public void Call_WithSeveralReferenceParameters_MixesHandlesAndValues()
    {
        var flow = Flow.Define("F", f =>
        {
            var rows = Rows(f);
            var names = f.Task("names", () => new Dictionary<int, string> { [1] = "a" });
            return (both: Join(rows, names, f.Parameter("limit", 9)), left: Join(rows, new Dictionary<int, string>(), 9), right: Join([new Row(1, null)], names, 9));
        });
        flow.Run(flow.Output.both).ShouldBe(3);
        flow.Run(flow.Output.left).ShouldBe(2);
        flow.Run(flow.Output.right).ShouldBe(2);
    }

    [Fact]
    public void Call_WithALambdaForADelegate_TakesIt()
    {
        var flow = Flow.Define("F", f => Apply(f.Parameter("x", 4), x => x * x));
        flow.Run(flow.Output).ShouldBe(16);
    }

    [Fact]
    public void Call_WithAHandleForAnObject_RecordsAnEdge()
    {
        var flow = Flow.Define("F", f =>
        {
            var x = f.Parameter("x", 4);
            return (one: Describe(x), twice: Describe(x, 2), times: Describe("a", x), both: Describe(x, x), after: Describe(f, x));
        });
        flow.Run(flow.Output.one).ShouldBe("4");
        flow.Run(flow.Output.twice).ShouldBe("44");
        flow.Run(flow.Output.times).ShouldBe("aaaa");
        flow.Run(flow.Output.both).ShouldBe("4444");
        flow.Run(flow.Output.after).ShouldBe("4");
        Describe(null).ShouldBe("");
    }

    [Fact]
    public void Call_OfAnAsynchronousTask_YieldsWhatItAwaits()
    {
        var flow = Flow.Define("F", f => (length: FetchAsync(f, "http://x"), saved: SaveAsync(f, 3)));
        flow.Run(flow.Output.length).ShouldBe(8);
        flow.Run(flow.Output.saved).ShouldBe(default);
    }

    [Fact]
    public void Call_WithAnAttributesOptions_HasThem()
    {
        var flow = Flow.Define("F", f => FetchAsync(f, "x"));
        var options = flow.Node(flow.Output).Options;
        (options.Name, options.Retries, options.RetryDelay, options.Timeout).ShouldBe(("fetch", 2, TimeSpan.FromSeconds(1.5), TimeSpan.FromMinutes(1)));
        options.Tags.ShouldBe(["io", "web"]);
    }

    [Fact]
    public void Call_WithDefaultsOfAllKinds_MeansTheSame()
    {
        var flow = Flow.Define("F", f => (given: Defaults(f.Parameter("a", 1.5f), 0), plain: Defaults(f)));
        flow.Run(flow.Output.given).ShouldBe(Defaults(b: 0));
        flow.Run(flow.Output.plain).ShouldBe(double.NaN);
    }

    [Fact]
    public void Call_OfAParameterNamedFlow_Works()
    {
        var flow = Flow.Define("F", f => (Named(f, 1), Named(flow: f.Parameter("x", 2))));
        flow.Run(flow.Output.Item2).ShouldBe(2);
    }

    [Fact]
    public void Call_OfAnInstanceMethod_KeepsTheInstance()
    {
        var loader = new Loader<int>(7);
        var flow = Flow.Define("F", f =>
        {
            var x = f.Parameter("x", 6);
            return (pair: loader.Pair(x), scaled: new Loader<int>.Scale(7).Apply(x));
        });
        flow.Run(flow.Output.pair).ShouldBe((6, 7));
        flow.Run(flow.Output.scaled).ShouldBe(42);
    }
}
