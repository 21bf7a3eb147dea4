using System.Collections;

namespace Flows.Sdk.Tests.Authoring;

/// <summary>A task written in place that yields a query runs it in its own attempt, once.</summary>
public sealed class InlineSequenceTests
{
    private int computed;

    private int Compute(int n)
    {
        computed++;
        return n;
    }

    [Fact]
    public async Task Then_Query_IsRunOnceAndByItsOwnTask()
    {
        var flow = Flow.Define("F", f =>
        {
            var query = f.Parameter("n", 3).Then("query", n => Enumerable.Range(0, n).Select(Compute));
            return (query, query.Then("sum", q => q.Sum()), query.Then("count", q => q.Count()));
        });

        var state = await flow.RunAsync();

        computed.ShouldBe(3);
        state.Result(flow.Output.Item1).ShouldBeOfType<List<int>>();
        state.Result(flow.Output.Item2).ShouldBe(3);
        state.Result(flow.Output.Item3).ShouldBe(3);
    }

    [Fact]
    public async Task Then_QueryThatThrows_FailsItsOwnTask()
    {
        var flow = Flow.Define("F", f =>
        {
            var query = f.Parameter("n", 0).Then("query", n => new[] { 1 }.Select(i => i / n));
            query.Then("use", q => q.Sum());
            return query;
        });

        (await flow.RunAsync())[flow.Output].State.Message.ShouldStartWith("Error during execution of task: DivideByZeroException");
    }

    [Fact]
    public async Task Map_QueryOfEachChild_IsRunInTheChild()
    {
        var flow = Flow.Define("F", f => f.Parameter("items", new[] { 2, 3 }).Map("query", n => Enumerable.Repeat(n, n).Select(Compute)));

        var state = await flow.RunAsync();

        computed.ShouldBe(5);
        state.Result(flow.Output).Select(q => q.Count()).ShouldBe([2, 3]);
        computed.ShouldBe(5);
    }

    [Fact]
    public async Task Task_SortedQuery_KeepsItsOrderAndIsRunOnce()
    {
        var flow = Flow.Define("F", f =>
        {
            var sorted = f.Task("sorted", () => new[] { (2, 'a'), (1, 'b'), (2, 'c') }.OrderBy(p => Compute(p.Item1)));
            return sorted.Then("use", s => string.Concat(s.ThenBy(_ => 0).Concat(s).Select(p => p.Item2)));
        });

        (await flow.RunAsync()).Result(flow.Output).ShouldBe("bacbac");
        computed.ShouldBe(3);
    }

    [Fact]
    public async Task Task_UntypedSequence_BecomesAList()
    {
        var flow = Flow.Define("F", f => f.Task("query", IEnumerable () => new[] { 1, 2 }.Select(Compute)));

        (await flow.RunAsync()).Result(flow.Output).ShouldBeOfType<List<object?>>().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Then_Collection_IsHandedOnAsItIs()
    {
        var list = new List<int> { 1 };
        var flow = Flow.Define("F", f => f.Task("list", IEnumerable<int> () => list));

        (await flow.RunAsync()).Result(flow.Output).ShouldBeSameAs(list);
    }
}
