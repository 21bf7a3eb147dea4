using Flows.Binding;

namespace Flows.Testing;

/// <summary>What stands in for a task.</summary>
internal abstract record Stub
{
    /// <summary>The call that is meant, by its handle; null when it is meant by name.</summary>
    public NodeRef? Task { get; init; }

    /// <summary>The task's name or slug; null when it is meant by handle.</summary>
    public string? Name { get; init; }

    /// <summary>A value, which is checked when the run begins.</summary>
    /// <param name="Value">The value.</param>
    /// <param name="Whole">Whether it is what a mapped task yields as a whole, instead of what each of its children does.</param>
    public sealed record Of(object? Value, bool Whole) : Stub;

    /// <summary>Nothing is done; for a task that yields nothing.</summary>
    public sealed record OfNothing : Stub;

    /// <summary>A function; of a mapped task for each of its children.</summary>
    /// <param name="Body">The function.</param>
    public sealed record By(Func<StubCall, ValueTask<object?>> Body) : Stub;
}
