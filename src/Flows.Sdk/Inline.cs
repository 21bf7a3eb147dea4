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
        return new(new() { Name = name }, inputs, run);
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
