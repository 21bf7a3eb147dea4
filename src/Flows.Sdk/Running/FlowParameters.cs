namespace Flows;

/// <summary>Values for the parameters of a flow run, by name: <c>new() { ["name"] = "Ann" }</c>.</summary>
public sealed class FlowParameters
{
    private readonly Dictionary<string, object?> values = new(StringComparer.Ordinal);

    /// <summary>
    /// The value for a parameter. It may be of the parameter's type, a number or text that stands for a value of that type, or a
    /// <see cref="System.Text.Json.JsonElement"/>.
    /// </summary>
    /// <param name="name">The parameter's name; upper and lower case differ.</param>
    /// <exception cref="KeyNotFoundException">No value was given for that name.</exception>
    public object? this[string name]
    {
        get => values[name];
        set => values[name] = value;
    }

    /// <summary>How many values there are.</summary>
    public int Count => values.Count;

    internal IReadOnlyDictionary<string, object?> Values => values;
}
