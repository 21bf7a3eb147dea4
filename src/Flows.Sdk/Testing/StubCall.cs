using Flows.Binding;
using Flows.Results;

namespace Flows.Testing;

/// <summary>What a stub was called with.</summary>
public sealed class StubCall
{
    private readonly IReadOnlyList<TaskInput> inputs;
    private readonly TaskArgs args;

    internal StubCall(IReadOnlyList<TaskInput> inputs, TaskArgs args) => (this.inputs, this.args) = (inputs, args);

    /// <summary>The context that the task would have got: attempt, map index, logger, token.</summary>
    public TaskRunContext Context => args.Context;

    /// <summary>The value of an argument.</summary>
    /// <param name="name">The name of the method's parameter; in a task written in place <c>value</c>, <c>item</c> or the like, as the run's inputs show it.</param>
    /// <exception cref="ArgumentException">The task has no such argument, or the call left it out.</exception>
    public object? this[string name] => args.Get<object?>(Find(name));

    /// <summary>The value of an argument.</summary>
    /// <typeparam name="T">The argument's type.</typeparam>
    /// <param name="name">The name of the method's parameter.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The task has no such argument, the call left it out, or it is of another type.</exception>
    public T Get<T>(string name) => this[name] switch
    {
        T value => value,
        null when default(T) is null => default!,
        var value => throw new ArgumentException($"Argument '{name}' of task '{args.Context.TaskName}' is {TypeName.Show(value)}, not {TypeName.Of(typeof(T))}.", nameof(name)),
    };

    private int Find(string name)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Name != name) continue;
            return !ReferenceEquals(args.Get<object?>(i), TaskArgs.Unset) ? i
                : throw new ArgumentException($"The call of task '{args.Context.TaskName}' leaves out its argument '{name}'.", nameof(name));
        }

        var known = inputs.Count == 0 ? "it takes none" : $"it takes {string.Join(", ", inputs.Select(static i => $"'{i.Name}'"))}";
        throw new ArgumentException($"Task '{args.Context.TaskName}' has no argument '{name}'; {known}.", nameof(name));
    }
}
