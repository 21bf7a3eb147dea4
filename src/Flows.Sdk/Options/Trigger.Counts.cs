using Flows.Engine;

namespace Flows;

public sealed partial class Trigger
{
    /// <summary>What the trigger was made with, by the names of the wire; null where a bound was left out.</summary>
    internal IReadOnlyDictionary<string, double?> Arguments { get; private init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, double?>.Empty;

    /// <summary>So many upstream tasks ended badly; a task without upstream tasks starts.</summary>
    /// <param name="atLeast">The fewest; a number below 1 is a share of all upstream tasks. <value>The default is null: no bound.</value></param>
    /// <param name="atMost">The most; a number below 1 is a share of all upstream tasks. <value>The default is null: no bound.</value></param>
    /// <returns>The trigger.</returns>
    /// <exception cref="FlowDefinitionException">A bound is below zero or no number, or the lower one is above the upper one.</exception>
    public static Trigger SomeFailed(double? atLeast = null, double? atMost = null) => Some("some_failed", atLeast, atMost, static c => c.Failed);

    /// <summary>So many upstream tasks ended well; a task without upstream tasks starts.</summary>
    /// <inheritdoc cref="SomeFailed"/>
    public static Trigger SomeSuccessful(double? atLeast = null, double? atMost = null) => Some("some_successful", atLeast, atMost, static c => c.Successful);

    private static Trigger Some(string name, double? atLeast, double? atMost, Func<UpstreamCounts, int> count)
    {
        Check(name, "atLeast", atLeast);
        Check(name, "atMost", atMost);

        // A share and a number cannot be compared before the upstream tasks are counted.
        if (atLeast > atMost && atLeast < 1 == atMost < 1)
            throw new FlowDefinitionException($"Trigger {name} asks for at least {atLeast} and at most {atMost}, which never holds: make atMost the larger one.");
        return new(Prefix + name, (c, _) => Holds(c) ? TriggerDecision.Start : TriggerDecision.Fail)
        {
            Arguments = new Dictionary<string, double?> { ["at_least"] = atLeast, ["at_most"] = atMost },
        };

        bool Holds(UpstreamCounts upstream) => upstream.Total == 0
            || (count(upstream) >= Bound(atLeast ?? 0, upstream.Total) && (atMost is not { } most || count(upstream) <= Bound(most, upstream.Total)));
    }

    private static double Bound(double bound, int total) => bound < 1 ? bound * total : bound;

    private static void Check(string name, string argument, double? bound)
    {
        if (bound is { } value && value is not (>= 0 and < double.PositiveInfinity))
            throw new FlowDefinitionException($"Trigger {name} has {argument} {value}: it must be a number of tasks from 1, a share of them from 0 to below 1, or be left out.");
    }
}
