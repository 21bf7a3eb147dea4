using System.Text.Json;
using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Model;
using Flows.Server.Stores.Claims;
using Flows.States;

namespace Flows.Server.Stores;

/// <summary>Flow runs: made, renamed, labelled, deleted (contract section 4.3).</summary>
internal sealed class FlowRuns(IDatabase database, FlowRunStates states, TaskRuns taskRuns, ClaimRules claims, Clock clock)
{
    private const string What = "Flow run";

    /// <summary>What a new run is asked to be. Null means not given; an empty list of labels is given.</summary>
    internal sealed record Wish
    {
        public Guid? FlowId { get; init; }

        public string? VersionGroupId { get; init; }

        /// <summary>Whose version group it is; null looks at all tenants.</summary>
        public Guid? TenantId { get; init; }

        public JsonElement? Parameters { get; init; }

        public IReadOnlyList<string>? Labels { get; init; }

        public JsonElement? RunConfig { get; init; }

        public JsonElement? Context { get; init; }

        public DateTimeOffset? ScheduledStartTime { get; init; }

        public string? IdempotencyKey { get; init; }

        public string? Name { get; init; }

        public bool IsAutoScheduled { get; init; }
    }

    /// <summary>Makes a run in state Scheduled with a run of each task; with a known idempotency key it is the run made before.</summary>
    public Task<Guid> CreateAsync(Wish wish, CancellationToken cancellationToken) =>
        database.WriteAsync(session => CreateAsync(session, wish), cancellationToken);

    public async Task<Guid> CreateAsync(ISqlSession session, Wish wish) =>
        await CreateAsync(session, await RunnableFlow.FindAsync(session, wish.FlowId, wish.VersionGroupId, wish.TenantId), wish);

    public async Task<Guid> CreateAsync(ISqlSession session, RunnableFlow flow, Wish wish)
    {
        var (id, now) = (clock.NewId(), clock.Now);
        var start = wish.ScheduledStartTime ?? now;
        var added = await session.ExecuteAsync(
            """
            insert into flow_run
              (id, tenant_id, created, updated, flow_id, name, labels, parameters, context, run_config, scheduled_start_time, idempotency_key,
               auto_scheduled)
            values (@id, @tenant, @now, @now, @flow, @name, @labels, @parameters, @context, @run_config, @start, @key, @auto)
            on conflict (idempotency_key, flow_id) do nothing
            """,
            ("id", id), ("tenant", flow.TenantId), ("now", now), ("flow", flow.Id), ("name", wish.Name ?? RunName.Next()),
            ("labels", flow.LabelsFor(wish.Labels, wish.RunConfig)),
            ("parameters", flow.ParametersFor(wish.Parameters)), ("context", new JsonText(wish.Context?.GetRawText() ?? "{}")),
            ("run_config", flow.RunConfigFor(wish.RunConfig)),
            ("start", start), ("key", wish.IdempotencyKey), ("auto", wish.IsAutoScheduled));
        if (added == 0)
            return (await session.FindIdAsync("select id from flow_run where idempotency_key = @key and flow_id = @flow",
                ("key", wish.IdempotencyKey), ("flow", flow.Id)))!.Value;
        await taskRuns.CreateForAsync(session, id, flow.Id, flow.TenantId);
        await states.StoreAsync(session, id, StoredState.Of(new Scheduled { Message = "Flow run scheduled.", StartTime = start }));
        return id;
    }

    public Task RenameAsync(Guid id, string name, CancellationToken cancellationToken) =>
        database.ChangeAsync(What, id, "update flow_run set name = @name, updated = @now where id = @id", [("name", name), ("now", clock.Now)], cancellationToken);

    public Task SetLabelsAsync(Guid id, IReadOnlyList<string> labels, CancellationToken cancellationToken) =>
        database.ChangeAsync(What, id, "update flow_run set labels = @labels, updated = @now where id = @id",
            [("labels", Labels.ToJson(labels)), ("now", clock.Now)], cancellationToken);

    /// <summary>Notes that a run's process lives, which renews its claim.</summary>
    /// <exception cref="RequestException">The claim of the process has ended.</exception>
    public Task HeartbeatAsync(Guid id, Guid? claim, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var now = clock.Now;
            var changed = await session.ExecuteAsync(
                """
                update flow_run set heartbeat = @now, claim_until = case when claim is null then claim_until else @until end
                where id = @id and (@any or claim = @claim)
                """,
                ("now", now), ("until", now + claims.Lease), ("id", id), ("any", claim is null), ("claim", claim ?? Guid.Empty));
            return changed > 0 || claim is not { } token ? true : throw ClaimRules.Stale(id, token);
        },
        cancellationToken);

    /// <summary>Deletes a run with everything below it, in one transaction.</summary>
    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) =>
        database.ChangeAsync(What, id, "delete from flow_run where id = @id", [], cancellationToken);
}
