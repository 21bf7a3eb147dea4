namespace Flows.States;

/// <summary>What a state carries as its result: a value in this process, a pointer to where it can be read again, both, or nothing.</summary>
public sealed record StateResult
{
    private StateResult() { }

    /// <summary>No result at all.</summary>
    public static StateResult None { get; } = new();

    /// <summary>Whether <see cref="Value"/> is known in this process.</summary>
    public bool HasValue { get; private init; }

    /// <summary>The value, or null when it is null or not known here (see <see cref="HasValue"/>).</summary>
    public object? Value { get; private init; }

    /// <summary>The kind of pointer on the wire, for example <c>PrefectResult</c>; null when the value lives in memory only.</summary>
    public string? PointerType { get; private init; }

    /// <summary>Where the value can be read; for <c>PrefectResult</c> it is the JSON text of the value itself.</summary>
    public string? Location { get; private init; }

    /// <summary>What else the pointer says, as the text of a JSON object, for example the bucket; null when nothing.</summary>
    internal string? PointerDetails { get; private init; }

    /// <summary>A value that lives in this process.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The result.</returns>
    public static StateResult Of(object? value) => new() { HasValue = true, Value = value };

    /// <summary>A pointer to a value that is not loaded.</summary>
    /// <param name="pointerType">The kind of pointer, for example <c>PrefectResult</c>.</param>
    /// <param name="location">Where it points.</param>
    /// <returns>The result.</returns>
    public static StateResult At(string pointerType, string? location) => new() { PointerType = pointerType, Location = location };

    internal static StateResult At(string pointerType, string? location, string? details) =>
        new() { PointerType = pointerType, Location = location, PointerDetails = details };

    /// <summary>The same value, with a pointer that other processes can follow.</summary>
    /// <param name="pointerType">The kind of pointer, for example <c>PrefectResult</c>.</param>
    /// <param name="location">Where it points.</param>
    /// <returns>The result.</returns>
    public StateResult WithPointer(string pointerType, string? location) => this with { PointerType = pointerType, Location = location, PointerDetails = null };

    internal StateResult WithPointer(string pointerType, string? location, string? details) => this with { PointerType = pointerType, Location = location, PointerDetails = details };

    /// <summary>The same pointer with its value loaded.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The result.</returns>
    public StateResult WithValue(object? value) => this with { HasValue = true, Value = value };
}
