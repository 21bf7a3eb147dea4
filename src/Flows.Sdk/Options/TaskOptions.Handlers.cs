namespace Flows;

public sealed partial record TaskOptions
{
    /// <summary>
    /// Names each run of the task after its inputs: <c>load-{table}</c>. Names in braces are looked up among the task's arguments, then in
    /// the run's context (<c>{today}</c>), then among the flow's parameters; a format may follow (<c>{day:yyyy-MM}</c>), and <c>{{</c> is a brace.
    /// <value>The default is null: the task's name.</value>
    /// </summary>
    public string? RunName { get; init; }

    /// <summary>Are told of each change of state, in this order, before it is stored. <value>Empty by default.</value></summary>
    public IReadOnlyList<StateHandler<TaskState>> StateHandlers { get; init; } = [];

    /// <summary>Whether what the task writes to the console goes to its log as well, a line at a time. <value>The default is false.</value></summary>
    public bool LogConsole { get; init; }
}
