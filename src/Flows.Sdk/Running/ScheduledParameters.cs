using System.Text.Json;
using Flows.Engine;
using Flows.Graph;

namespace Flows;

/// <summary>What the clocks of a schedule give to the parameters of a flow.</summary>
internal static class ScheduledParameters
{
    /// <summary>Refuses values that no run could take.</summary>
    /// <exception cref="FlowDefinitionException">A clock gives a value to an unknown parameter, or one that does not fit.</exception>
    public static void Check(FlowGraph graph, Schedule schedule)
    {
        foreach (var clock in schedule.Clocks)
        {
            if (clock.ParameterDefaults.Count == 0) continue;
            var values = Values(clock.ParameterDefaults);
            var problem = ParameterBinder.FindUnknown(graph, values.Keys)
                ?? ParameterBinder.Bind(graph, values, values).Problems.Where(p => values.ContainsKey(p.Key)).Select(p => p.Value).FirstOrDefault();
            if (problem is not null) throw new FlowDefinitionException($"The schedule {clock} does not fit flow '{graph.Name}': {problem}");
        }
    }

    /// <summary>Says which required parameter the runs of a clock would miss; null when there is none.</summary>
    /// <param name="graph">The flow.</param>
    /// <param name="schedule">Its schedule.</param>
    /// <param name="given">Values for every run.</param>
    public static string? FindMissing(FlowGraph graph, Schedule schedule, FlowParameters given)
    {
        foreach (var node in graph.Nodes.Where(n => n.Parameter is { Required: true } && !given.Values.ContainsKey(n.Name)))
        {
            if (schedule.Clocks.FirstOrDefault(c => !c.ParameterDefaults.ContainsKey(node.Name)) is { } clock)
            {
                return $"Flow '{graph.Name}' needs a value for its parameter '{node.Name}', but the schedule {clock} gives none: "
                    + $"give it one with .WithParameters(new() {{ [\"{node.Name}\"] = ... }}) on the schedule, or give the parameter a default.";
            }
        }

        return null;
    }

    /// <summary>The values for one run: those of the event go before those for every run.</summary>
    public static FlowParameters Merge(FlowParameters? given, ScheduleEvent due)
    {
        var merged = new FlowParameters();
        foreach (var (name, value) in given?.Values ?? merged.Values) merged[name] = value;
        foreach (var (name, value) in due.ParameterDefaults) merged[name] = value;
        return merged;
    }

    private static Dictionary<string, object?> Values(IReadOnlyDictionary<string, JsonElement> defaults) => defaults.ToDictionary(d => d.Key, d => (object?)d.Value, StringComparer.Ordinal);
}
