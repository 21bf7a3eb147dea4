using System.Diagnostics.CodeAnalysis;

namespace Flows.Binding;

/// <summary>What generated code does with a task that returns a sequence.</summary>
public static class Sequences
{
    /// <summary>
    /// Runs a sequence to its end, so that an iterator's work is done once and by the attempt whose retries and timeout are meant for it, not
    /// by each task that takes the result.
    /// </summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="sequence">What the task's method returned.</param>
    /// <returns>The sequence itself when it is a collection, otherwise a list of its elements.</returns>
    [return: NotNullIfNotNull(nameof(sequence))]
    public static IEnumerable<T>? Evaluate<T>(IEnumerable<T>? sequence) =>
        // What LINQ returns may call itself a collection, but computes its elements all the same; no such type is public.
        sequence is null || (sequence is ICollection<T> && sequence.GetType().IsVisible) ? sequence : sequence.ToList();
}
