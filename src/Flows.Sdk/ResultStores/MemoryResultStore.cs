using System.Collections.Concurrent;

namespace Flows;

/// <summary>Keeps results in the memory of this process, as the JSON that any other store would keep: for tests.</summary>
public sealed class MemoryResultStore : ResultStore
{
    private readonly ConcurrentDictionary<string, byte[]> results = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Kind => "Result";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Details => System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The names of the results that are kept, sorted.</summary>
    public IReadOnlyList<string> Locations => [.. results.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override ValueTask WriteAsync(string location, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        results[location] = content.ToArray();
        return default;
    }

    /// <inheritdoc/>
    public override ValueTask<byte[]?> ReadAsync(string location, CancellationToken cancellationToken) => new(results.GetValueOrDefault(location));

    /// <summary>The store for people.</summary>
    /// <returns>What it is.</returns>
    public override string ToString() => "the memory of this process";
}
