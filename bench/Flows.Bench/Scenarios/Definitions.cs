using Flows.Registration;
using Flows.Wire;

namespace Flows.Bench.Scenarios;

/// <summary>Flows that are written over and over: defined, validated, and put down as what their registration sends.</summary>
internal static class Definitions
{
    /// <summary>Tasks that wait for nothing.</summary>
    public static Scenario Independent(int count) => Of($"define_{count}_independent", count, f =>
    {
        for (var i = 0; i < count; i++) f.Task("Task", static () => 1);
    });

    /// <summary>Tasks of which each takes the result of the one before.</summary>
    public static Scenario Chain(int count) => Of($"define_{count}_chain", count, f =>
    {
        var at = f.Task("First", static () => 0);
        for (var i = 1; i < count; i++) at = at.Then("Next", static v => v + 1);
    });

    private static Scenario Of(string name, int count, Action<FlowBuilder> define) => new(name, count, () =>
    {
        var document = FlowDocuments.From(Flow.Define("Large", define).Graph, new UniversalRunDocument());
        return document.ToJson().GetProperty("tasks").GetArrayLength() == count ? Task.CompletedTask : throw new InvalidOperationException("Tasks are missing.");
    }, BareAsync: null);
}
