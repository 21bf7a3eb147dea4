using Flows.Client.Queries;

namespace Flows.Cli.Running;

/// <summary>Says why a run waits when no agent takes it.</summary>
internal static class AgentHint
{
    /// <summary>A sentence for somebody who waits; null when an agent that is alive takes such runs, so that it is only a matter of time.</summary>
    public static string? For(FlowRunView run, IReadOnlyList<AgentSummary> agents, DateTimeOffset now)
    {
        var alive = agents.Where(a => a.IsAlive(now)).ToList();
        if (alive.Any(a => a.Takes(run.Labels))) return null;
        var wanted = run.Labels.Count == 0 ? "without labels" : $"with the labels {Quote(run.Labels)}";
        var start = $"Start one with `flows agent docker start{string.Concat(run.Labels.Select(l => $" --label {l}"))}` (or local).";
        return $"No agent {wanted} is alive, so the run waits{Nearest(run, alive)}. {start}";
    }

    private static string Nearest(FlowRunView run, List<AgentSummary> alive)
    {
        if (alive.Count == 0) return "";
        if (run.Labels.Count == 0) return $"; '{alive[0].Name}' takes only runs with labels among {Quote(alive[0].Labels)}";
        var nearest = alive.MinBy(a => run.Labels.Except(a.Labels).Count())!;
        return $"; the nearest, '{nearest.Name}', lacks {Quote(run.Labels.Except(nearest.Labels))}";
    }

    private static string Quote(IEnumerable<string> labels) => string.Join(", ", labels.Select(l => $"'{l}'"));
}
