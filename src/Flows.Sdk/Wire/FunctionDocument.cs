using System.Text.Json;

namespace Flows.Wire;

/// <summary>A function by its qualified name, with the values it was made with (contract section 1.1).</summary>
public sealed record FunctionDocument
{
    /// <summary>The qualified name, for example <c>prefect.triggers.all_successful</c>.</summary>
    public required string Fn { get; init; }

    /// <summary>The values. <value>Empty by default.</value></summary>
    public IReadOnlyDictionary<string, JsonElement> Kwargs { get; init => field = value ?? new Dictionary<string, JsonElement>(); } = new Dictionary<string, JsonElement>();
}
