using Flows.Client;
using Flows.Engine;

namespace Flows;

public sealed partial record FlowRunOptions
{
    /// <summary>
    /// Whether results are kept in the stores of the flow and its tasks. A run of a server always keeps them, whatever is said here.
    /// <value>The default is false, so that a test leaves nothing behind; the commands of a flow program take <c>flows.checkpointing</c> of
    /// the configuration.</value>
    /// </summary>
    public bool Checkpointing { get; init; }

    /// <summary>Takes the place of all stores of the flow and its tasks, for example in tests. <value>The default is null: they keep theirs.</value></summary>
    public ResultStore? ResultStore { get; init; }

    /// <summary>
    /// What cached results are taken from and kept in, in a run at the desk. <value>The default is <see cref="TaskCache.Shared"/>.</value>
    /// </summary>
    public TaskCache Cache { get; init; } = TaskCache.Shared;

    /// <summary>Where secrets come from instead of the flow's provider, for example in tests. <value>The default is null: from there.</value></summary>
    public ISecretProvider? SecretProvider { get; init; }

    /// <summary>Asked for the secrets that no provider has.</summary>
    internal ISecretProvider ConfiguredSecrets { get; init; } = new ConfiguredSecrets(static () => FlowsConfiguration.Load());

    /// <summary>Knows the secrets that were read, and takes them out of what is shown.</summary>
    internal SecretRedactor Redactor { get; } = new();
}
