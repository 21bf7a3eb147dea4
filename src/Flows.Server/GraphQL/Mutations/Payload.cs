namespace Flows.Server.GraphQL.Mutations;

/// <summary>What a mutation answers: values by field, of which the caller has selected some.</summary>
/// <param name="Fields">Guid, string, bool, number, JsonText, null, a list of strings or a list of payloads.</param>
internal sealed record Payload(IReadOnlyDictionary<string, object?> Fields)
{
    public static Payload Of(params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in fields) values[name] = value;
        return new(values);
    }

    public static Payload Id(Guid id) => Of(("id", id));

    /// <summary>Its <c>error</c> is never filled: failures are GraphQL errors.</summary>
    public static Payload Success(bool success = true) => Of(("success", success), ("error", null));
}
