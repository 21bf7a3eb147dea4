using Flows.Binding;

namespace Flows;

/// <summary>What all tasks that are written in place have in common.</summary>
internal static class Inline
{
    public static TaskDefinition<TOut> Define<TOut>(string name, TaskInput[] inputs, Func<TaskArgs, ValueTask<TOut>> body) => new(new() { Name = name }, inputs, body);

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
