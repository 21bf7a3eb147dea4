namespace Flows.Binding;

/// <summary>A call of a task as it was written: what to run, on which arguments, how.</summary>
internal sealed record TaskCall
{
    public NodeKind Kind { get; init; } = NodeKind.Task;
    public required TaskOptions Options { get; init; }
    public required IReadOnlyList<TaskInput> Inputs { get; init; }

    /// <summary>One argument for each input, in the same order.</summary>
    public required IReadOnlyList<Argument> Arguments { get; init; }

    public required Type OutputType { get; init; }

    /// <summary>Runs the task on its arguments; a void task yields null.</summary>
    public required Func<TaskArgs, ValueTask<object?>> Body { get; init; }

    /// <summary>Set for a mapped call: makes the typed list out of the children's results, which may hold nulls for failed ones.</summary>
    public Func<IReadOnlyList<object?>, object>? Collect { get; init; }
}

/// <summary>An argument of a task's method: its name, its type, whether a call must give it.</summary>
/// <param name="Name">The name of the method's parameter.</param>
/// <param name="Type">Its CLR type.</param>
/// <param name="Required">Whether the method has no default for it.</param>
public sealed record TaskInput(string Name, Type Type, bool Required);
