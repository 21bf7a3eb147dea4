using System.Diagnostics;

namespace Flows.Binding;

/// <summary>What generated code calls for a task that returns a <see cref="Loop{T}"/>.</summary>
public static class Loops
{
    /// <summary>Defines a task that runs in rounds.</summary>
    /// <typeparam name="TOut">The type of its result.</typeparam>
    /// <param name="options">Name and options as the method's attribute says.</param>
    /// <param name="inputs">The arguments of the task, without those that the run injects.</param>
    /// <param name="body">Calls the method for one round.</param>
    /// <returns>The task.</returns>
    public static TaskDefinition<TOut> Define<TOut>(TaskOptions options, IReadOnlyList<TaskInput> inputs, Func<TaskArgs, ValueTask<Loop<TOut>>> body) =>
        new(options, inputs, static _ => throw new UnreachableException())
        {
            Rounds = async args =>
            {
                var round = await body(args).ConfigureAwait(false);
                return round.IsAgain ? new LoopAgain(round.Value) : round.Value is Unit ? null : round.Value;
            },
        };
}
