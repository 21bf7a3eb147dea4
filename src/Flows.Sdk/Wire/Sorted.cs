namespace Flows.Wire;

/// <summary>The protocol sorts what has no order of its own, so that equal flows have equal documents.</summary>
internal static class Sorted
{
    /// <summary>Words without repetition; a missing list is an empty one.</summary>
    public static IReadOnlyList<string> Words(IEnumerable<string>? words) => words is null ? [] : [.. words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Documents by a key; a missing list is an empty one.</summary>
    public static IReadOnlyList<T> By<T>(IEnumerable<T>? items, Func<T, string> key) => items is null ? [] : [.. items.OrderBy(key, StringComparer.Ordinal)];
}
