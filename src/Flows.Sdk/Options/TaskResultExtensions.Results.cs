namespace Flows;

public static partial class TaskResultExtensions
{
    /// <summary>
    /// Sets <see cref="TaskOptions.CacheFor"/>, <see cref="TaskOptions.CacheValidator"/> and <see cref="TaskOptions.CacheKey"/>:
    /// <c>Load(table).CachedFor(TimeSpan.FromHours(1), CacheValidator.AllInputs)</c>.
    /// </summary>
    /// <inheritdoc cref="With"/>
    /// <param name="result">The call.</param>
    /// <param name="time">For how long a result may be taken by later runs.</param>
    /// <param name="validator">Which results may be taken. <value>The default is null: all whose time is not up.</value></param>
    /// <param name="key">Shares results among all tasks with this key. <value>The default is null: they are not shared.</value></param>
    public static TResult CachedFor<TResult>(this TResult result, TimeSpan time, CacheValidator? validator = null, string? key = null)
        where TResult : TaskResult => result.With(o => o with { CacheFor = time, CacheValidator = validator, CacheKey = key });

    /// <summary>Sets <see cref="TaskOptions.Target"/>: <c>Load(table).WithTarget("rows/{table}/{today}.json")</c>.</summary>
    /// <inheritdoc cref="With"/>
    /// <param name="result">The call.</param>
    /// <param name="target">Where in its store the result is kept; a result that is there already is taken.</param>
    public static TResult WithTarget<TResult>(this TResult result, string target)
        where TResult : TaskResult => result.With(o => o with { Target = target });

    /// <summary>Sets <see cref="TaskOptions.ResultStore"/>.</summary>
    /// <inheritdoc cref="With"/>
    /// <param name="result">The call.</param>
    /// <param name="store">Where the result is kept.</param>
    public static TResult WithResultStore<TResult>(this TResult result, ResultStore store)
        where TResult : TaskResult => result.With(o => o with { ResultStore = store });

    /// <summary>Sets <see cref="TaskOptions.Checkpoint"/>.</summary>
    /// <inheritdoc cref="With"/>
    /// <param name="result">The call.</param>
    /// <param name="checkpoint">Whether the result may be kept outside of the run's memory.</param>
    public static TResult WithCheckpoint<TResult>(this TResult result, bool checkpoint)
        where TResult : TaskResult => result.With(o => o with { Checkpoint = checkpoint });
}
