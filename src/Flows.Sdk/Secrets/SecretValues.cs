using System.Collections;

namespace Flows;

/// <summary>Secrets that are written down, for tests: <c>new SecretValues { ["TOKEN"] = "abc" }</c>.</summary>
public sealed class SecretValues : ISecretProvider, IEnumerable<string>
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>The text of a secret.</summary>
    /// <param name="name">Its name; upper and lower case differ.</param>
    public string this[string name]
    {
        get => values[name];
        set => values[name] = value;
    }

    /// <inheritdoc/>
    public ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) => new(values.GetValueOrDefault(name));

    /// <summary>The names of the secrets.</summary>
    /// <returns>The names, sorted.</returns>
    public IEnumerator<string> GetEnumerator() => values.Keys.Order(StringComparer.Ordinal).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
