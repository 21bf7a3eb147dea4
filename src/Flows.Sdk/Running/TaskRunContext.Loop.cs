using Flows.Results;

namespace Flows;

public sealed partial class TaskRunContext
{
    /// <summary>What the round before gave this one.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="first">The value for the first round.</param>
    /// <returns>The value that the round before gave, or <paramref name="first"/>.</returns>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    public T LoopResult<T>(T first) => LoopCount == 1 ? first : LoopResult<T>();

    /// <summary>What the round before gave this one.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <returns>The value; the default of its type in the first round.</returns>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    public T LoopResult<T>() => LoopCount == 1 ? default!
        : ValueConverter.TryConvert(carried.Value, typeof(T), ValueJson.Of(flow.Graph.Settings.Json), out var value) ? (T)value!
        : throw new InvalidCastException($"Task '{TaskName}' asks for what its last round gave it as {TypeName.Of(typeof(T))}, and it is {TypeName.Show(carried.Value)}.");
}
