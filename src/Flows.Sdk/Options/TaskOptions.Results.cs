namespace Flows;

/// <content>What becomes of the result: where it is kept, and when an earlier one is taken instead of a run.</content>
public sealed partial record TaskOptions
{
    /// <summary>
    /// For how long a result may be taken by later runs instead of running the task, at most 3650 days; whole seconds on the wire.
    /// <value>The default is null: each run makes its own.</value>
    /// </summary>
    public TimeSpan? CacheFor { get; init; }

    /// <summary>
    /// Shares cached results among all tasks that have this key, also those of other flows.
    /// <value>The default is null: only the same task of the same flow version takes them.</value>
    /// </summary>
    public string? CacheKey { get; init; }

    /// <summary>
    /// Decides whether a cached result may be taken. <value>The default is null: <see cref="CacheValidator.DurationOnly"/> where
    /// <see cref="CacheFor"/> is set.</value>
    /// </summary>
    public CacheValidator? CacheValidator { get; init; }

    /// <summary>
    /// Where in its store the result is kept, for example <c>rows/{table}/{today}.json</c>. When there is a result already, it is taken
    /// and the task does not run. A field is an argument of the task, a value of the run's context such as <c>today</c> or
    /// <c>map_index</c>, or a parameter of the flow; the first of these that has the name is meant.
    /// <value>The default is null: a place of its own for each task run.</value>
    /// </summary>
    public string? Target { get; init; }

    /// <summary>Where the result is kept. <value>The default is null: the flow's <see cref="Flow.ResultStore"/>.</value></summary>
    public ResultStore? ResultStore { get; init; }

    /// <summary>
    /// Whether the result may be kept outside of the run's memory, in a store or in the state that the server keeps. Without, the task runs
    /// again when a run goes on in another process and needs the result. <value>The default is true.</value>
    /// </summary>
    public bool Checkpoint { get; init; } = true;
}
