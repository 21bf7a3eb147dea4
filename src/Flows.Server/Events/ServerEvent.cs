namespace Flows.Server.Events;

/// <summary>Something that has been committed and that others may wait for.</summary>
/// <param name="TenantId">Whose it is.</param>
internal abstract record ServerEvent(Guid TenantId);

/// <summary>A flow run has a new state; its version is the sequence of its states.</summary>
internal sealed record FlowRunChanged(Guid TenantId, Guid FlowRunId, string State, int Version, DateTimeOffset? StartTime) : ServerEvent(TenantId);

/// <summary>A task run has a new state; its version is the sequence of its states.</summary>
internal sealed record TaskRunChanged(Guid TenantId, Guid FlowRunId, Guid TaskRunId, string State, int Version) : ServerEvent(TenantId);

/// <summary>A flow run has new log lines.</summary>
/// <param name="TenantId">Whose it is.</param>
/// <param name="FlowRunId">The run.</param>
/// <param name="Last">The sequence of the newest line.</param>
internal sealed record LogsWritten(Guid TenantId, Guid FlowRunId, long Last) : ServerEvent(TenantId);

/// <summary>A cloud hook was made, changed or deleted.</summary>
internal sealed record HooksChanged(Guid TenantId) : ServerEvent(TenantId);

/// <summary>A cloud hook has something to be told.</summary>
internal sealed record HookEventsWritten(Guid TenantId) : ServerEvent(TenantId);

/// <summary>An agent has registered, asked for work, or been deleted.</summary>
internal sealed record AgentChanged(Guid TenantId, Guid AgentId) : ServerEvent(TenantId);

/// <summary>Events of other replicas may have been missed: whoever follows something looks at it again. It is never sent across replicas.</summary>
internal sealed record EventsMissed() : ServerEvent(Guid.Empty);
