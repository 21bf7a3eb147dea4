using System.Text.Json;

namespace Flows.Client;

/// <summary>Values inside the text of a query.</summary>
internal static class GraphQLText
{
    /// <summary>A string literal; GraphQL's escapes are those of JSON.</summary>
    public static string Quote(string value) => $"\"{JsonEncodedText.Encode(value)}\"";
}
