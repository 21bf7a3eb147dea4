using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Events;

namespace Flows.Server.Stores;

/// <summary>Agents that have made themselves known.</summary>
internal sealed class Agents(IDatabase database, Clock clock)
{
    /// <summary>The agent that is the same in type, name, version and labels, or a new one.</summary>
    public Task<Guid> RegisterAsync(
        Guid? tenant, string type, string? name, string? coreVersion, IReadOnlyList<string>? labels, Guid? config,
        CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var owner = await Tenants.ResolveAsync(session, tenant);
            var sorted = Labels.ToJson(labels ?? []);
            var known = await session.FindIdAsync(
                """
                select id from agent where tenant_id = @tenant and type = @type and name is not distinct from @name
                  and core_version is not distinct from @version and labels = @labels limit 1
                """,
                ("tenant", owner), ("type", type), ("name", name), ("version", coreVersion), ("labels", sorted));
            if (known is { } same) return same;
            if (config is not null && await session.FindIdAsync("select id from agent_config where id = @id", ("id", config)) is null)
                throw new RequestException(Messages.NotFound("Agent config", config), ErrorCodes.NotFound);
            var id = clock.NewId();
            await session.ExecuteAsync(
                """
                insert into agent (id, tenant_id, created, updated, agent_config_id, name, type, core_version, labels)
                values (@id, @tenant, @now, @now, @config, @name, @type, @version, @labels)
                """,
                ("id", id), ("tenant", owner), ("now", clock.Now), ("config", config), ("name", name), ("type", type), ("version", coreVersion),
                ("labels", sorted));
            session.Publish(new AgentChanged(owner, id));
            return id;
        },
        cancellationToken);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await session.FindIdAsync("delete from agent where id = @id returning tenant_id", ("id", id)) is not { } tenant)
                throw new RequestException(Messages.NotFound("Agent", id), ErrorCodes.NotFound);
            session.Publish(new AgentChanged(tenant, id));
            return true;
        },
        cancellationToken);

    /// <summary>Notes that an agent has asked for work.</summary>
    public static async Task<bool> NoteAsync(ISqlSession session, Guid id, DateTimeOffset now)
    {
        if (await session.FindIdAsync("update agent set last_queried = @now where id = @id returning tenant_id", ("now", now), ("id", id)) is { } tenant)
            session.Publish(new AgentChanged(tenant, id));
        return true;
    }
}
