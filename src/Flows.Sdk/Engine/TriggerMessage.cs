namespace Flows.Engine;

/// <summary>Says why a task may not start, and names one task upstream that is to blame.</summary>
internal static class TriggerMessage
{
    public static string For(TaskRun run)
    {
        var trigger = run.Node.Node.Options.Trigger;
        if (trigger.Arguments.Count > 0)
        {
            var upstream = Upstream(run).ToList();
            return $"Trigger was '{trigger}' but of {upstream.Count} upstream tasks {upstream.Count(static u => u.State.IsSuccessful)} ended well and {upstream.Count(static u => u.State.IsFailed)} failed.";
        }

        return Upstream(run).FirstOrDefault(static u => !u.State.IsSuccessful) is { } cause
            ? $"Trigger was '{trigger}' but upstream task '{cause.DisplayName}' is {cause.State.Type}."
            : $"Trigger was '{trigger}' but all upstream tasks ended well.";
    }

    /// <summary>The task runs that a trigger looks at: of a mapped task upstream its children.</summary>
    public static IEnumerable<TaskRun> Upstream(TaskRun run) =>
    [
        .. run.Node.Map is { } map && run.IsChild ? map.EachUpstream.Select(l => l.RunFor(run.Index)) : [],
        .. run.Node.Upstream.Where(l => !l.Edge.Mapped || !run.IsChild)
            .SelectMany(static l => l is { From.Map: { } whole, Edge.Mapped: false } ? (IEnumerable<TaskRun>)whole.Children : [l.From.Own]),
    ];
}
