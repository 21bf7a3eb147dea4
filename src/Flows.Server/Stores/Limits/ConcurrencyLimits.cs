using Flows.Server.Data;
using Flows.Server.Errors;

namespace Flows.Server.Stores.Limits;

/// <summary>How many runs may be active at once: of a label, or of a flow group.</summary>
internal sealed class ConcurrencyLimits(IDatabase database, Clock clock)
{
    /// <summary>Sets the limit of a label or of a flow group; runs that are active go on.</summary>
    /// <param name="tenant">Whose limit; null for the oldest tenant.</param>
    /// <param name="label">The label; or null.</param>
    /// <param name="flowGroup">The flow group; or null. One of the two is given.</param>
    /// <param name="slots">How many runs; 0 lets all wait.</param>
    /// <param name="cancellationToken">Gives up before it starts.</param>
    public Task<Guid> SetAsync(Guid? tenant, string? label, Guid? flowGroup, long slots, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(label) == flowGroup is null)
            throw new RequestException("A concurrency limit is of a label or of a flow group: give one of `label` and `flow_group_id`.", ErrorCodes.Data);
        if (slots < 0) throw new RequestException($"A concurrency limit has 0 or more slots, not {slots}; to lift a limit use delete_concurrency_limit.", ErrorCodes.Data);
        return database.WriteAsync(
            async session =>
            {
                var owner = await Tenants.ResolveAsync(session, tenant);
                if (flowGroup is not null && await session.FindIdAsync("select id from flow_group where id = @id and tenant_id = @tenant", ("id", flowGroup), ("tenant", owner)) is null)
                    throw new RequestException(Messages.NotFound("Flow group", flowGroup), ErrorCodes.NotFound);
                return (await session.FindIdAsync(
                    $"""
                    insert into concurrency_limit (id, tenant_id, created, updated, label, flow_group_id, slots)
                    values (@id, @tenant, @now, @now, @label, @group, @slots)
                    on conflict (tenant_id, {(flowGroup is null ? "label" : "flow_group_id")}) do update set slots = excluded.slots, updated = excluded.updated
                    returning id
                    """,
                    ("id", clock.NewId()), ("tenant", owner), ("now", clock.Now), ("label", flowGroup is null ? label : null), ("group", flowGroup), ("slots", slots)))!.Value;
            },
            cancellationToken);
    }

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync("delete from concurrency_limit where id = @id", ("id", id)) > 0
            ? true
            : throw new RequestException(Messages.NotFound("Concurrency limit", id), ErrorCodes.NotFound),
        cancellationToken);
}
