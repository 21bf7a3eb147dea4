namespace Flows.Graph;

/// <summary>
/// What a flow is given by its program after it was written, so that one definition can be tested and deployed with different ones. It
/// decides where things are, not what a run does, and is no part of the graph's hash.
/// </summary>
internal sealed class FlowResources
{
    /// <summary>Where results are kept by tasks that do not say it themselves; null for nowhere but the state.</summary>
    public ResultStore? ResultStore { get; set; }

    /// <summary>Asked for secrets before the environment and the configuration; null for these only.</summary>
    public ISecretProvider? SecretProvider { get; set; }
}
