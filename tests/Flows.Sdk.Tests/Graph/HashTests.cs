using System.Globalization;
using static Flows.Sdk.Tests.Authoring.SampleTasks;

namespace Flows.Sdk.Tests.Graph;

/// <summary>The hash names what a run does: it differs when that differs, and only then.</summary>
public sealed class HashTests
{
    [Fact]
    public void Hash_OfAKnownFlow_IsTheSameOnEveryMachine() =>
        Hash(f => Greet(f.Parameter("name", "Bob")).WithRetries(2)).ShouldBe("c826fb84d8758506ffd72d052b89ffcc091683cf2803ff0f18d3bc6ca8d6ab68");

    [Fact]
    public void Hash_InAnotherCulture_IsTheSame()
    {
        static Flow Define() => Flow.Define("F", f => f.Task("x", () => 1).Then("y", x => x).With(o => o with { Retries = 1234567 }).After(Describe(f, 1234.5)));
        var here = Define().Graph.Hash;
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = new() { NegativeSign = "~", NumberDecimalSeparator = "," } };
            Define().Graph.Hash.ShouldBe(here);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Hash_OfDifferentFlows_Differs()
    {
        string[] hashes =
        [
            Hash(f => { }),
            Hash(f => f.Parameter("n", 1)),
            Hash(f => f.Parameter("n", 2)),
            Hash(f => f.Parameter("n", "1")),
            Hash(f => f.Parameter<int>("n")),
            Hash(f => Add(f, 1, 2)),
            Hash(f => Add(f, 2, 1)),
            Hash(f => Add(f, 1, 2).WithRetries(1)),
            Hash(f => Add(f, 1, 2).WithRetries(1, TimeSpan.FromSeconds(1))),
            Hash(f => Add(f, 1, 2).WithTimeout(TimeSpan.FromSeconds(1))),
            Hash(f => Add(f, 1, 2).CachedFor(TimeSpan.FromHours(1))),
            Hash(f => Add(f, 1, 2).CachedFor(TimeSpan.FromHours(2))),
            Hash(f => Add(f, 1, 2).CachedFor(TimeSpan.FromHours(1), CacheValidator.AllInputs)),
            Hash(f => Add(f, 1, 2).CachedFor(TimeSpan.FromHours(1), CacheValidator.Inputs("x"))),
            Hash(f => Add(f, 1, 2).CachedFor(TimeSpan.FromHours(1), key: "k")),
            Hash(f => Add(f, 1, 2).WithTarget("a.json")),
            Hash(f => Add(f, 1, 2).WithResultStore(new MemoryResultStore())),
            Hash(f => Add(f, 1, 2).WithCheckpoint(false)),
            Hash(f => f.Secret("A")),
            Hash(f => f.Secret("B")),
            Hash(f => Add(f, 1, 2).WithTags("a")),
            Hash(f => Add(f, 1, 2).When(Trigger.AllFinished)),
            Hash(f => Add(f, 1, 2).When(Trigger.SomeFailed(1))),
            Hash(f => Add(f, 1, 2).When(Trigger.SomeFailed(2))),
            Hash(f => Add(f, 1, 2).When(Trigger.When("mine", _ => true))),
            Hash(f => Add(f, 1, 2).WithRetries(1, backoff: 2)),
            Hash(f => Add(f, 1, 2).WithRetries(1, jitter: 0.5)),
            Hash(f => Add(f, 1, 2).WithRetries(1, maxDelay: TimeSpan.FromSeconds(1))),
            Hash(f => Add(f, 1, 2).WithRetries(1).RetryOn(_ => true)),
            Hash(f => Add(f, 1, 2).WithRunName("add")),
            Hash(f => Add(f, 1, 2).OnFailure((_, _) => { })),
            Hash(f => Add(f, 1, 2).WithLogConsole()),
            Hash(f => f.SetReferenceTasks(Add(f, 1, 2))),
            Hash(f => { Add(f, 1, 2); f.OnFailure((_, _) => { }); }),
            Hash(f => { Add(f, 1, 2); f.SetTerminalState((_, _, _) => null); }),
            Hash(f => Add(f, 1, 2).With(o => o with { SkipOnUpstreamSkip = false })),
            Hash(f => Add(f.Parameter("n", 1), 2)),
            Hash(f => Add(1, f.Parameter("n", 2))),
            Hash(f => { Add(f, 1, 2).After(f.Parameter("n", 2)); }),
            Hash(f => Sum(f, [1, 2])),
            Hash(f => Sum(f, [1, 2, 3])),
            Hash(f => Describe(f, 1)),
            Hash(f => Describe(f, "1")),
            Hash(f => Greet(f, "a", "b")),
            Hash(f => Greet(f, "a\" \"b")),
            Hash(f => Add(Extract(f).Each(), 1)),
        ];
        hashes.Distinct().Count().ShouldBe(hashes.Length);
    }

    [Fact]
    public void Hash_OfTheSameFlow_IsTheSame()
    {
        Hash(f => Add(f, 1, 2)).ShouldBe(Hash(f => Add(f, 1, 2)));
        Hash(f => Add(f, 1, 2).WithTags("a", "b")).ShouldBe(Hash(f => Add(f, 1, 2).WithTags("b", "a", "b")));
        Hash(f => Describe(f, new HttpClient())).ShouldBe(Hash(f => Describe(f, new HttpClient())));
    }

    private static string Hash(Action<FlowBuilder> define) => Flow.Define("F", define).Graph.Hash;
}
