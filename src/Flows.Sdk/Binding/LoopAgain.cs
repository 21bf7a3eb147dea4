namespace Flows.Binding;

/// <summary>What the body of a looping task yields in place of a result: it is to run once more.</summary>
/// <param name="value">What the next round starts with.</param>
internal sealed class LoopAgain(object? value)
{
    public object? Value { get; } = value;
}
