using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flows.Wire;

/// <summary>A parameter of a flow (contract section 1.4).</summary>
public sealed record ParameterDocument
{
    /// <summary>The parameter's name.</summary>
    public required string Name { get; init; }

    /// <summary>Names the parameter among the tasks. <value>The default is <see cref="Name"/>.</value></summary>
    public string Slug { get => field ?? Name; init; }

    /// <summary>The qualified name of the parameter's class. <value>The default is <c>prefect.core.parameter.Parameter</c>.</value></summary>
    public string Type { get; init; } = "prefect.core.parameter.Parameter";

    /// <summary>Whether a run must give a value.</summary>
    public bool Required { get; init; }

    /// <summary>The default. <value>The default is null: none, or JSON null.</value></summary>
    public JsonElement? Default { get; init; }

    /// <summary>Words to find the parameter by, sorted. <value>Empty by default.</value></summary>
    public IReadOnlyList<string> Tags { get; init => field = Sorted.Words(value); } = [];

    /// <summary>The type of the value, in the protocol's words. <value>The default is <c>typing.Any</c>.</value></summary>
    public string Outputs { get; init; } = "typing.Any";

    /// <summary>The version of the protocol.</summary>
    [JsonPropertyName("__version__")]
    public string Version { get; init; } = WireConstants.CoreVersion;
}
