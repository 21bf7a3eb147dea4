using System.Text.Json;
using System.Text.Json.Serialization;
using Flows.Results;

namespace Flows;

public sealed partial class FlowBuilder
{
    /// <summary>
    /// Says which types the flow's parameters and results have, besides the common ones. A natively compiled or trimmed program needs it
    /// for types of its own, since JSON by reflection is off in it; elsewhere it is faster.
    /// </summary>
    /// <param name="types">Your serializer context: <c>f.UseJson(AppJson.Default)</c>.</param>
    /// <exception cref="FlowDefinitionException">The flow is already finished.</exception>
    public void UseJson(JsonSerializerContext types)
    {
        ArgumentNullException.ThrowIfNull(types);
        graph.Change("its JSON", s => s with { Json = ValueJsonOptions.Create(types) });
    }

    /// <summary>Has the flow's parameters and results written as JSON by settings of your own: converters, names, types.</summary>
    /// <param name="options">The settings; they are copied, and types that they do not know are added.</param>
    /// <exception cref="FlowDefinitionException">The flow is already finished.</exception>
    public void UseJson(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        graph.Change("its JSON", s => s with { Json = ValueJsonOptions.Complete(options) });
    }
}
