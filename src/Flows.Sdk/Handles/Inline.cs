using Flows.Binding;

namespace Flows;

/// <summary>What all tasks that are written in place have in common.</summary>
internal static class Inline
{
    /// <param name="name">The task's name.</param>
    /// <param name="body">The body as the author gave it.</param>
    /// <param name="inputs">The task's arguments.</param>
    /// <param name="run">Runs the body on the values of the arguments.</param>
    public static TaskDefinition<TOut> Define<TOut>(string name, Delegate body, TaskInput[] inputs, Func<TaskArgs, ValueTask<TOut>> run)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new(new() { Name = name }, inputs, LazySequence.Evaluator(typeof(TOut)) is { } evaluate ? EvaluateAsync : run);

        async ValueTask<TOut> EvaluateAsync(TaskArgs args) => await run(args).ConfigureAwait(false) is { } value ? (TOut)evaluate(value) : default!;
    }

    /// <summary>As <see cref="Define{TOut}"/>, for a body that runs in rounds.</summary>
    public static TaskDefinition<TOut> DefineLoop<TOut>(string name, Delegate body, TaskInput[] inputs, Func<TaskArgs, ValueTask<Loop<TOut>>> run)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Loops.Define(new TaskOptions { Name = name }, inputs, run);
    }

    /// <summary>Runs a body that yields nothing.</summary>
    public static ValueTask<Unit> Run(Action body)
    {
        body();
        return default;
    }

    /// <summary>Waits for a body that yields nothing.</summary>
    public static async ValueTask<Unit> WaitAsync(Task body)
    {
        await body.ConfigureAwait(false);
        return default;
    }
}
