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

    private static IEnumerable<TaskRun> Upstream(TaskRun run) => run.Node.Upstream.SelectMany(link => link switch
    {
        { From.Map: { } map, Edge.Mapped: true } when run.IsChild => [map.Children[run.Index]],
        { From.Map: { } map, Edge.Mapped: false } => (IEnumerable<TaskRun>)map.Children,
        _ => [link.From.Own],
    });
}
