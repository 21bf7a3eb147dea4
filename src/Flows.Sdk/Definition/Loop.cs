using System.Diagnostics.CodeAnalysis;

namespace Flows;

/// <summary>
/// What a task returns that runs in rounds: its result, or <see cref="Loop.Again{T}"/> with what the next round starts with. A
/// <c>[Task]</c> method that returns a <c>Loop&lt;int&gt;</c> yields an <c>int</c> to the tasks downstream.
/// </summary>
/// <typeparam name="T">The type of the task's result.</typeparam>
[SuppressMessage("Naming", "CA1716", Justification = "Loop is a word of Visual Basic only, and the name of the state in Prefect 1.x.")]
public readonly record struct Loop<T>
{
    internal Loop(T value, bool again) => (Value, IsAgain) = (value, again);

    /// <summary>The result, or what the next round starts with.</summary>
    public T Value { get; }

    /// <summary>Whether there is to be another round.</summary>
    public bool IsAgain { get; }

    /// <summary>The result: there is no further round.</summary>
    /// <param name="result">The task's result.</param>
    [SuppressMessage("Usage", "CA2225", Justification = "A task returns its result as it is; nobody would write the method.")]
    public static implicit operator Loop<T>(T result) => new(result, again: false);
}

/// <summary>Makes what a looping task returns.</summary>
[SuppressMessage("Naming", "CA1716", Justification = "Loop is a word of Visual Basic only, and the name of the state in Prefect 1.x.")]
public static class Loop
{
    /// <summary>Asks for another round: <see cref="TaskRunContext.LoopResult{T}(T)"/> gives it the value.</summary>
    /// <typeparam name="T">The type of the task's result.</typeparam>
    /// <param name="next">What the next round starts with.</param>
    /// <returns>What the task returns.</returns>
    public static Loop<T> Again<T>(T next) => new(next, again: true);
}
