namespace Flows.Wire;

/// <summary>One line of a run's log (contract section 2.7).</summary>
public sealed record LogDocument
{
    /// <summary>The flow run.</summary>
    public required string FlowRunId { get; init; }

    /// <summary>The task run. <value>The default is null: the flow run itself.</value></summary>
    public string? TaskRunId { get; init; }

    /// <summary>When it was written, as ISO 8601 text with offset; see <see cref="WireTime"/>.</summary>
    public required string Timestamp { get; init; }

    /// <summary>Who wrote it, for example <c>prefect.say_hello</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One of DEBUG, INFO, WARNING, ERROR, CRITICAL.</summary>
    public required string Level { get; init; }

    /// <summary>What was written.</summary>
    public required string Message { get; init; }
}
