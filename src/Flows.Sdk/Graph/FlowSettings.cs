using System.Text.Json;

namespace Flows.Graph;

/// <summary>What a flow says of itself as a whole, apart from its nodes.</summary>
internal sealed record FlowSettings
{
    /// <summary>How its values become JSON; null for the settings that all flows have.</summary>
    public JsonSerializerOptions? Json { get; init; }
}
