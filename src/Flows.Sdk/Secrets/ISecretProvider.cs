namespace Flows;

/// <summary>Where secrets come from. The environment and the configuration are known without one; this is for anything else.</summary>
public interface ISecretProvider
{
    /// <summary>Looks for a secret.</summary>
    /// <param name="name">Its name; upper and lower case differ.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Its text; null when this provider does not have it.</returns>
    ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken);
}
