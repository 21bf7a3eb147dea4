namespace Flows.Client;

/// <summary>One setting, and where it comes from.</summary>
/// <param name="Key">The dotted key, for example <c>cloud.api</c>.</param>
/// <param name="Value">The value as text; a list is JSON.</param>
/// <param name="Source">The file, <c>environment variable NAME</c>, or <c>default</c>.</param>
/// <param name="IsSecret">Whether the value must not be shown.</param>
public sealed record ConfigurationValue(string Key, string Value, string Source, bool IsSecret)
{
    private const string Mask = "********";

    /// <summary>The value for people: a secret one is masked.</summary>
    public string Display => IsSecret && Value.Length > 0 ? Mask : Value;

    /// <summary>The line in the file of <see cref="Source"/>, counted from 1; 0 when it is no file.</summary>
    internal int Line { get; init; }

    /// <summary>Where the value stands, for messages.</summary>
    internal string Place => Line > 0 ? $"{Source}, line {Line}" : Source;

    /// <inheritdoc/>
    public override string ToString() => $"{Key} = {Display} ({Source})";
}
