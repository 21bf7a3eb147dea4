namespace Flows.Client;

/// <summary>
/// The secrets of the configuration: environment variables <c>PREFECT__CONTEXT__SECRETS__NAME</c> and <c>FLOWS__CONTEXT__SECRETS__NAME</c>, and
/// <c>[context.secrets]</c> of its files.
/// </summary>
/// <param name="load">Reads the configuration, once, when the first secret is asked for.</param>
internal sealed class ConfiguredSecrets(Func<FlowsConfiguration> load) : ISecretProvider
{
    private readonly Lazy<FlowsConfiguration> configuration = new(load);

    public ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) => new(configuration.Value["context.secrets." + name]);
}
