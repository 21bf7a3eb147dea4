using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Flows.Binding;

/// <summary>
/// What is done with a task written in place that yields a sequence: it is run to its end in the attempt, as <see cref="Sequences"/> does for
/// generated code. Only here the type of the elements is not known to the compiler.
/// </summary>
internal static class LazySequence
{
    /// <summary>Makes a list of a value that may compute its elements as they are read.</summary>
    /// <param name="type">The declared type.</param>
    /// <returns>What to do with each value; null when values of the type compute nothing.</returns>
    public static Func<object, object>? Evaluator(Type type)
    {
        if (type == typeof(IEnumerable)) return static value => Computes(value) ? ((IEnumerable)value).Cast<object?>().ToList() : value;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() is var shape && shape != typeof(IEnumerable<>) && shape != typeof(IOrderedEnumerable<>)) return null;
        if (!RuntimeFeature.IsDynamicCodeSupported) return static value => Computes(value) ? throw NotHere(value) : value;
        var method = shape == typeof(IEnumerable<>) ? nameof(ToList) : nameof(ToOrdered);
        var list = typeof(LazySequence).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type.GetGenericArguments()).CreateDelegate<Func<object, object>>();
        return value => Computes(value) ? list(value) : value;
    }

    /// <summary>What LINQ returns may call itself a collection, but computes its elements all the same; no such type is public.</summary>
    private static bool Computes(object value) => value is not ICollection || !value.GetType().IsVisible;

    private static List<T> ToList<T>(object value) => ((IEnumerable<T>)value).ToList();

    /// <summary>Sorted already: the order of equal elements is kept.</summary>
    private static IOrderedEnumerable<T> ToOrdered<T>(object value) => ((IEnumerable<T>)value).ToList().OrderBy(static _ => 0);

    private static InvalidOperationException NotHere(object value) =>
        new($"The task returned a {value.GetType().Name}, which computes its elements as they are read; in a natively compiled program end it with ToList() or ToArray().");
}
