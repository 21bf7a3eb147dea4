using Flows.Binding;

namespace Flows;

/// <summary>How one call of a task is run, and what it waits for. Each method returns the call, so that they can be chained.</summary>
public static partial class TaskResultExtensions
{
    /// <summary>Changes the options of the call: <c>result.With(o => o with { SkipOnUpstreamSkip = false })</c>.</summary>
    /// <typeparam name="TResult">The type of the handle, which is kept.</typeparam>
    /// <param name="result">The call.</param>
    /// <param name="change">Makes the new options out of the old ones.</param>
    /// <returns>The same call.</returns>
    /// <exception cref="FlowDefinitionException">An option is out of range, or the flow is already finished.</exception>
    public static TResult With<TResult>(this TResult result, [Authoring] Func<TaskOptions, TaskOptions> change)
        where TResult : TaskResult
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(change);
        result.Node.Graph.Change(result.Node, change);
        return result;
    }

    /// <summary>Sets <see cref="TaskOptions.Name"/>.</summary>
    /// <inheritdoc cref="With"/>
    /// <param name="result">The call.</param>
    /// <param name="name">The name.</param>
    public static TResult WithName<TResult>(this TResult result, string name)
        where TResult : TaskResult => result.With(o => o with { Name = name });

    /// <summary>Sets <see cref="TaskOptions.Timeout"/>.</summary>
    /// <inheritdoc cref="With"/>
    /// <param name="result">The call.</param>
    /// <param name="timeout">How long one attempt may take.</param>
    public static TResult WithTimeout<TResult>(this TResult result, TimeSpan timeout)
        where TResult : TaskResult => result.With(o => o with { Timeout = timeout });

    /// <summary>Sets <see cref="TaskOptions.Tags"/>.</summary>
    /// <inheritdoc cref="With"/>
    /// <param name="result">The call.</param>
    /// <param name="tags">All tags of the call.</param>
    public static TResult WithTags<TResult>(this TResult result, params string[] tags)
        where TResult : TaskResult => result.With(o => o with { Tags = tags });

    /// <summary>Sets <see cref="TaskOptions.Trigger"/>.</summary>
    /// <inheritdoc cref="With"/>
    /// <param name="result">The call.</param>
    /// <param name="trigger">Which ends of the upstream tasks let the call start.</param>
    public static TResult When<TResult>(this TResult result, Trigger trigger)
        where TResult : TaskResult => result.With(o => o with { Trigger = trigger });

    /// <summary>Lets the call wait for others without taking their values.</summary>
    /// <typeparam name="TResult">The type of the handle, which is kept.</typeparam>
    /// <param name="result">The call.</param>
    /// <param name="upstream">What it waits for.</param>
    /// <returns>The same call.</returns>
    /// <exception cref="FlowDefinitionException">A handle is of another flow, or the flow is already finished.</exception>
    public static TResult After<TResult>(this TResult result, params ReadOnlySpan<IDeferred> upstream)
        where TResult : TaskResult
    {
        ArgumentNullException.ThrowIfNull(result);
        foreach (var each in upstream) result.Node.Graph.Order(result.Node, each.Node);
        return result;
    }
}
