using Flows.Binding;

namespace Flows;

public static partial class DeferredExtensions
{
    private const string FilterName = "FilterTask";

    /// <summary>
    /// The elements of a list that are there: of a mapped call the results of the children that ended well, without nulls. It runs however
    /// the children ended, so that one failed child does not end the flow's way.
    /// </summary>
    /// <typeparam name="T">The type of one element.</typeparam>
    /// <param name="source">The list.</param>
    /// <param name="keep">Which elements to keep. <value>The default is null: all that are there.</value></param>
    /// <param name="name">The task's name. <value>The default is <c>FilterTask</c>.</value></param>
    /// <returns>A handle of the shorter list.</returns>
    /// <exception cref="FlowDefinitionException">The flow is already finished.</exception>
    public static TaskResult<List<T>> Filter<T>(this IDeferred<IEnumerable<T?>> source, [TaskBody] Func<T, bool>? keep = null, string name = FilterName)
        where T : notnull => RecordFilter(source, keep, name);

    /// <inheritdoc cref="Filter{T}(IDeferred{IEnumerable{T}}, Func{T, bool}, string)"/>
    public static TaskResult<List<T>> Filter<T>(this IDeferred<IEnumerable<T?>> source, [TaskBody] Func<T, bool>? keep = null, string name = FilterName)
        where T : struct => RecordFilter(source, keep, name);

    private static TaskResult<List<T>> RecordFilter<T>(IDeferred source, Func<T, bool>? keep, string name)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(new TaskDefinition<List<T>>(
            new() { Name = name, Trigger = Trigger.AllFinished, SkipOnUpstreamSkip = false },
            [new("task_results", typeof(System.Collections.IEnumerable), Required: true)],
            args => new(Kept(args.Get<System.Collections.IEnumerable?>(0), keep)))
        {
            Kind = NodeKind.Filter,
        }.Call(Argument.From(source)));
    }

    private static List<T> Kept<T>(System.Collections.IEnumerable? items, Func<T, bool>? keep) =>
        items is null ? [] : [.. items.OfType<T>().Where(item => keep is null || keep(item))];
}
