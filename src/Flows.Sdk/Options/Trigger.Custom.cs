namespace Flows;

public sealed partial class Trigger
{
    /// <summary>Decides by the states themselves; null for the triggers that count.</summary>
    internal Func<IReadOnlyList<TaskState>, bool>? Custom { get; private init; }

    /// <summary>
    /// A trigger of your own. It may throw a <see cref="FlowSignal"/>, which then decides the task's state; any other exception ends the task
    /// as TriggerFailed.
    /// </summary>
    /// <param name="name">Its name in messages and on the wire; the registered flow knows it by this name only.</param>
    /// <param name="mayStart">Whether the task may start, given all upstream task runs; of a mapped task, its children.</param>
    /// <returns>The trigger.</returns>
    /// <exception cref="FlowDefinitionException">The name is empty.</exception>
    public static Trigger When(string name, [TaskBody] Func<IReadOnlyList<TaskState>, bool> mayStart)
    {
        ArgumentNullException.ThrowIfNull(mayStart);
        if (string.IsNullOrWhiteSpace(name)) throw new FlowDefinitionException("A trigger has an empty name: give it one, as in Trigger.When(\"two_of_three\", ...).");
        return new(name, decide: null) { Custom = mayStart };
    }
}
