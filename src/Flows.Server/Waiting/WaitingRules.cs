using System.Globalization;
using Flows.Server.Model;
using Flows.States;

namespace Flows.Server.Waiting;

/// <summary>Finds the first thing that keeps a run from running, in the order in which a person would have to see to it.</summary>
internal static class WaitingRules
{
    /// <returns>Null when the run runs or has run.</returns>
    public static WaitingReason? Find(WaitingRun run, WaitingFacts facts) => run.State switch
    {
        nameof(Submitted) => Launching(run, facts),
        nameof(Failed) when !run.HasRun => new(WaitingReason.LaunchFailed, run.Message ?? "The run failed before its process said anything.", AfterLaunch(run)),
        nameof(Pending) => new(WaitingReason.NotScheduled, "The run is Pending, and agents are given Scheduled runs only.", "Set its state to Scheduled."),
        nameof(Paused) when run.Start is null => new(WaitingReason.Paused, "The run is paused and waits for a person.", "Resume it: set its state to Resume or Scheduled."),
        _ when Tables.IsWaiting(run.State) => NoAgent(run, facts) ?? Limit(run, facts) ?? Later(run, facts) ?? Claimed(run, facts) ?? Due(run, facts),
        _ => null,
    };

    private static WaitingReason? NoAgent(WaitingRun run, WaitingFacts facts)
    {
        var labels = run.Labels;
        var agents = facts.Agents.Where(a => a.TenantId == run.TenantId).ToList();
        var alive = agents.Where(facts.IsAlive).ToList();
        if (alive.Exists(a => a.Fits(labels))) return null;
        var start = $"Start an agent {(labels.Count == 0 ? "without labels" : "with these labels")}: flows agent local start{string.Concat(labels.Select(l => $" --label {l}"))} (or docker).";
        if (agents.Find(a => a.Fits(labels)) is { } gone)
            return new(WaitingReason.NoAgent, $"The agent {gone.Name}, which fits, {LastHeard(gone, facts)}, and no other that fits is alive.", "Start it again. " + start);
        if (alive.Count == 0)
            return new(WaitingReason.NoAgent,
                agents.Count == 0 ? "No agent has ever asked for runs." : $"No agent has asked for runs in the last minute; {agents[0].Name} {LastHeard(agents[0], facts)}.", start);
        var nearest = alive.OrderBy(a => a.Missing(labels).Count).ThenBy(a => a.Labels.Count).ThenBy(a => a.Name, StringComparer.Ordinal).First();
        return labels.Count == 0
            ? new(WaitingReason.LabelMismatch, $"The run has no labels, and every live agent has some ({nearest.Name}: {Quoted(nearest.Labels)}): such an agent takes only runs with labels.",
                $"Give the run a label of that agent, or start an agent without labels: flows agent local start (or docker).")
            : new(WaitingReason.LabelMismatch, $"No live agent has all labels of the run ({Quoted(labels)}); the nearest, {nearest.Name}, lacks {Quoted(nearest.Missing(labels))}.", start);
    }

    private static WaitingReason? Limit(WaitingRun run, WaitingFacts facts)
    {
        Guid? group = facts.Groups.TryGetValue(run.FlowId, out var known) ? known : null;
        var full = facts.Limits.FirstOrDefault(f => f.TenantId == run.TenantId
            && (f.Limit.Label is { } label ? run.Labels.Contains(label) : f.Limit.FlowGroupId == group));
        if (full is null) return null;
        var what = full.Limit.Label is { } of ? $"The label \"{of}\"" : "The limit of its flow";
        if (full.Limit.Slots == 0) return new(WaitingReason.LimitReached, $"{what} lets no runs start at the moment (0 slots).", "Raise the limit with set_concurrency_limit, or lift it with delete_concurrency_limit.");
        var more = full.Limit.Used - full.Holders.Count;
        return new(WaitingReason.LimitReached,
            $"{what} allows {full.Limit.Slots} active at once, and {full.Limit.Used} are: {string.Join(", ", full.Holders)}{(more > 0 ? $" and {more} more" : "")}.",
            "It starts when one of them ends; or raise the limit with set_concurrency_limit.");
    }

    private static WaitingReason? Later(WaitingRun run, WaitingFacts facts) => run.Start is { } start && start > facts.Now
        ? new(WaitingReason.Later, $"Its time has not come: it starts at {Iso.Format(start)}, in {Span(start - facts.Now)}.", "Wait; or start another run of the flow without a start time.")
        : null;

    private static WaitingReason? Claimed(WaitingRun run, WaitingFacts facts) => run.ClaimedUntil is { } until && until > facts.Now
        ? new(WaitingReason.Claimed, $"{AgentOf(run, facts)} has claimed it and is about to start it.", $"Wait; if nothing happens until {Iso.Format(until)}, another agent gets it.")
        : null;

    private static WaitingReason Due(WaitingRun run, WaitingFacts facts) => new(WaitingReason.Due,
        $"It is due{(run.Start is { } start ? $" since {Span(facts.Now - start)}" : "")}, and a live agent fits: it should be taken any moment.",
        "If it stays so, look at the agent's own output: it may be starting as many runs as it can.");

    private static WaitingReason Launching(WaitingRun run, WaitingFacts facts) => new(WaitingReason.Launching,
        $"{AgentOf(run, facts)} has taken it{(run.Since is { } since ? $" {Span(facts.Now - since)} ago" : "")} and is starting its process.", AfterLaunch(run));

    private static string AfterLaunch(WaitingRun run) => run.Message?.Contains("image", StringComparison.OrdinalIgnoreCase) == true
        ? "See that the image exists and that the agent's machine can pull it, then run the flow again."
        : "Look at the run's log and at the agent's own output; an image that is pulled for the first time can take minutes.";

    private static string AgentOf(WaitingRun run, WaitingFacts facts) => facts.Agents.FirstOrDefault(a => a.Id == run.AgentId) is { } agent ? $"Agent {agent.Name}" : "An agent";

    private static string LastHeard(WaitingFacts.Agent agent, WaitingFacts facts) => agent.LastQueried is { } last ? $"was last heard of {Span(facts.Now - last)} ago" : "has never asked for runs";

    private static string Quoted(IEnumerable<string> labels) => string.Join(", ", labels.Select(l => $"'{l}'"));

    /// <summary>For example <c>40 s</c>, <c>5 min</c>, <c>3 h</c>, <c>2 days</c>.</summary>
    private static string Span(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span switch
    {
        { TotalSeconds: < 120 } => $"{Math.Max(0, span.TotalSeconds):0} s",
        { TotalMinutes: < 120 } => $"{span.TotalMinutes:0} min",
        { TotalHours: < 48 } => $"{span.TotalHours:0} h",
        _ => $"{span.TotalDays:0} days",
    }}");
}
