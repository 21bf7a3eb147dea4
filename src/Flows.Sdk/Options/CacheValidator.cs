namespace Flows;

/// <summary>
/// Decides whether a cached result may be taken instead of running a task. Whatever else it asks for, a result whose time is up is never
/// taken. Arguments that are secrets do not count as inputs: a new password leaves results valid.
/// </summary>
public sealed class CacheValidator
{
    private readonly Func<CacheCandidate, bool> accepts;

    private CacheValidator(string name, Func<CacheCandidate, bool> accepts) => (WireName, this.accepts) = ("prefect.engine.cache_validators." + name, accepts);

    /// <summary>Takes none: results are kept as cached, for tasks that share the key and for people, but this task always runs.</summary>
    public static CacheValidator NeverUse { get; } = new("never_use", static _ => false);

    /// <summary>Takes any result whose time is not up.</summary>
    public static CacheValidator DurationOnly { get; } = new("duration_only", static _ => true);

    /// <summary>Takes a result that was made from the same arguments.</summary>
    public static CacheValidator AllInputs { get; } = new("all_inputs", static c => c.HasSameInputs(null)) { ComparesInputs = true };

    /// <summary>Takes a result of a flow run that had the same parameters.</summary>
    public static CacheValidator AllParameters { get; } = new("all_parameters", static c => c.HasSameParameters(null));

    /// <summary>The name on the wire.</summary>
    internal string WireName { get; }

    /// <summary>Whether arguments are compared, so that they must be such that JSON can hold them.</summary>
    internal bool ComparesInputs { get; private init; }

    /// <summary>The arguments that are compared; null for all or none.</summary>
    internal IReadOnlyList<string>? InputNames { get; private init; }

    /// <summary>The parameters that are compared; null for all or none.</summary>
    internal IReadOnlyList<string>? ParameterNames { get; private init; }

    /// <summary>Takes a result that was made from the same values of some arguments.</summary>
    /// <param name="names">The arguments, by the names of the method's parameters.</param>
    /// <returns>The validator.</returns>
    public static CacheValidator Inputs(params string[] names) =>
        new("partial_inputs_only", c => c.HasSameInputs(names)) { ComparesInputs = true, InputNames = [.. names] };

    /// <summary>Takes a result of a flow run that had the same values of some parameters.</summary>
    /// <param name="names">The flow's parameters.</param>
    /// <returns>The validator.</returns>
    public static CacheValidator Parameters(params string[] names) =>
        new("partial_parameters_only", c => c.HasSameParameters(names)) { ParameterNames = [.. names] };

    /// <summary>Asks a function of your own, once the result's time is known not to be up. One that throws takes none, and the log says so.</summary>
    /// <param name="accepts">Whether the result may be taken.</param>
    /// <returns>The validator.</returns>
    public static CacheValidator Where([TaskBody] Func<CacheCandidate, bool> accepts)
    {
        ArgumentNullException.ThrowIfNull(accepts);
        return new("custom", accepts);
    }

    /// <summary>Whether a result may be taken.</summary>
    internal bool Accepts(CacheCandidate candidate) => accepts(candidate);

    /// <inheritdoc/>
    public override string ToString() => WireName[(WireName.LastIndexOf('.') + 1)..];
}
