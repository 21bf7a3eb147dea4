using System.Security.Cryptography;

namespace Flows.Results;

/// <summary>
/// What a task run is given, as a hash of each argument's JSON: two runs have equal hashes where they have equal values. The hashes travel
/// in the state of a cached run.
/// </summary>
/// <param name="json">How values become JSON.</param>
internal sealed class InputHashes(ValueJson json)
{
    private readonly Dictionary<string, string?> hashes = new(StringComparer.Ordinal);

    /// <summary>The hashes of the arguments that could be written, by name.</summary>
    public IReadOnlyDictionary<string, string> Known => hashes.Where(h => h.Value is not null).ToDictionary(h => h.Key, h => h.Value!);

    /// <summary>Adds an argument; one that cannot be written equals none.</summary>
    public void Add(string name, object? value, Type type) => hashes[name] = Hash(value, type);

    /// <summary>Whether arguments equal those of an earlier run.</summary>
    /// <param name="earlier">The hashes of the earlier run; null when it kept none.</param>
    /// <param name="names">The arguments to compare; null for all.</param>
    public bool AreIn(IReadOnlyDictionary<string, string>? earlier, IReadOnlyCollection<string>? names) => names is null
        ? hashes.Count == (earlier?.Count ?? 0) && hashes.All(h => IsSame(h.Key, earlier))
        : names.All(n => IsSame(n, earlier));

    private bool IsSame(string name, IReadOnlyDictionary<string, string>? earlier) =>
        hashes.GetValueOrDefault(name) is { } hash && earlier is not null && earlier.TryGetValue(name, out var other) && hash == other;

    private string? Hash(object? value, Type type)
    {
        try
        {
            using var sha = SHA256.Create();
            using (var stream = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write))
                json.Write(stream, value, value?.GetType() ?? type);
            return Convert.ToHexStringLower(sha.Hash!);
        }
        catch (Exception)
        {
            // Not for JSON, or a property of the value threw.
            return null;
        }
    }
}
