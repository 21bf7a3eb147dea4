using Flows.Results;
using Flows.States;

namespace Flows;

/// <summary>A cached result, and the run that may take it; see <see cref="CacheValidator.Where"/>.</summary>
public sealed class CacheCandidate
{
    private readonly InputHashes inputs;
    private readonly ParameterValues parameters;

    internal CacheCandidate(Cached state, InputHashes inputs, ParameterValues parameters) => (State, this.inputs, this.parameters) = (state, inputs, parameters);

    /// <summary>The state of the run that made the result; its value is not loaded.</summary>
    public Cached State { get; }

    /// <summary>The parameters of the flow run that may take it, defaults included.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => parameters.Values;

    /// <summary>Whether it was made from the same arguments.</summary>
    /// <param name="names">The arguments to compare. <value>The default is null: all.</value></param>
    /// <returns>Whether they are equal; false when one cannot be written as JSON, or is not known of the earlier run.</returns>
    public bool HasSameInputs(IReadOnlyCollection<string>? names = null) => inputs.AreIn(State.HashedInputs, names);

    /// <summary>Whether its flow run had the same parameters.</summary>
    /// <param name="names">The parameters to compare. <value>The default is null: all.</value></param>
    /// <returns>Whether they are equal; false when one cannot be written as JSON, or is not known of the earlier run.</returns>
    public bool HasSameParameters(IReadOnlyCollection<string>? names = null) => parameters.AreIn(State.Parameters, names);
}
