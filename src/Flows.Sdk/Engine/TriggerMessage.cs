namespace Flows.Engine;

/// <summary>Says why a task may not start, and names one task upstream that is to blame.</summary>
internal static class TriggerMessage
{
    public static string For(TaskRun run)
    {
        var trigger = run.Node.Node.Options.Trigger;
        return Upstream(run).FirstOrDefault(static u => !u.State.IsSuccessful) is { } cause
            ? $"Trigger was '{trigger}' but upstream task '{cause.DisplayName}' is {cause.State.Type}."
            : $"Trigger was '{trigger}' but all upstream tasks ended well.";
    }

    private static IEnumerable<TaskRun> Upstream(TaskRun run) =>
    [
        .. run.Node.Map is { } map && run.IsChild ? map.EachUpstream.Select(l => l.RunFor(run.Index)) : [],
        .. run.Node.Upstream.Where(l => !l.Edge.Mapped || !run.IsChild)
            .SelectMany(static l => l is { From.Map: { } whole, Edge.Mapped: false } ? (IEnumerable<TaskRun>)whole.Children : [l.From.Own]),
    ];
}
