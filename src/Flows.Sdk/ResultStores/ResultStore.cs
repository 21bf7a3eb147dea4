namespace Flows;

/// <summary>
/// Keeps results outside of the process that made them, as JSON under a name. Derive from it for a store of your own; the methods may be
/// called at the same time. What goes wrong is thrown and becomes the task's failure.
/// </summary>
public abstract class ResultStore
{
    /// <summary>The kind of its results on the wire. <value>The default is <c>CustomResult</c>.</value></summary>
    public virtual string Kind => "CustomResult";

    /// <summary>
    /// What tells this store from others of its kind, for example <c>bucket</c>; it travels with each result, which is read only from a
    /// store of the same kind and details. <value>The default is <c>type</c>, the name of the class.</value>
    /// </summary>
    public virtual IReadOnlyDictionary<string, string> Details => new Dictionary<string, string> { ["type"] = GetType().ToString() };

    /// <summary>Put before the name of each result, for example <c>sales/</c>. <value>Empty by default.</value></summary>
    public string Prefix { get; init; } = "";

    /// <summary>Keeps a result. Readers see all of it or nothing; what was there under the name is replaced.</summary>
    /// <param name="location">The name: parts that are parted by <c>/</c>.</param>
    /// <param name="content">The JSON, as UTF-8.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Done when the result is safe.</returns>
    public abstract ValueTask WriteAsync(string location, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Reads a result.</summary>
    /// <param name="location">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The JSON; null when there is none of that name.</returns>
    public abstract ValueTask<byte[]?> ReadAsync(string location, CancellationToken cancellationToken);

    /// <summary>The store for people.</summary>
    /// <returns>Its kind and details.</returns>
    public override string ToString() => Details.Count == 0 ? Kind : $"{Kind} ({string.Join(", ", Details.Select(d => $"{d.Key} {d.Value}"))})";
}
