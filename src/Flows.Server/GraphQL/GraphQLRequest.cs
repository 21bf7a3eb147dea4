using System.Text.Json;

namespace Flows.Server.GraphQL;

/// <summary>One operation as it was posted.</summary>
/// <param name="Query">The text.</param>
/// <param name="Variables">The variables, an object; Undefined for none.</param>
/// <param name="OperationName">Which operation of the text is meant; null when there is but one.</param>
internal sealed record GraphQLRequest(string Query, JsonElement Variables, string? OperationName);
