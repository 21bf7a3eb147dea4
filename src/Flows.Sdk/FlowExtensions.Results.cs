namespace Flows;

public static partial class FlowExtensions
{
    /// <summary>Sets <see cref="Flow.ResultStore"/>.</summary>
    /// <typeparam name="TFlow">The type of the flow, which is kept.</typeparam>
    /// <param name="flow">The flow.</param>
    /// <param name="store">Where results are kept.</param>
    /// <returns>The same flow.</returns>
    public static TFlow WithResultStore<TFlow>(this TFlow flow, ResultStore store)
        where TFlow : Flow
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.ResultStore = store;
        return flow;
    }

    /// <summary>Sets <see cref="Flow.SecretProvider"/>.</summary>
    /// <typeparam name="TFlow">The type of the flow, which is kept.</typeparam>
    /// <param name="flow">The flow.</param>
    /// <param name="provider">Where secrets come from.</param>
    /// <returns>The same flow.</returns>
    public static TFlow WithSecretProvider<TFlow>(this TFlow flow, ISecretProvider provider)
        where TFlow : Flow
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.SecretProvider = provider;
        return flow;
    }
}
