using System.Text.Json;
using Flows.Server.Data;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>Settings that agents take from the server.</summary>
internal sealed class AgentConfigs(IDatabase database, Clock clock)
{
    private const string What = "Agent config";

    public Task<Guid> CreateAsync(Guid? tenant, string? name, JsonElement? settings, CancellationToken cancellationToken)
    {
        var json = JsonInput.ObjectText(settings, "settings") ?? new JsonText("{}");
        return database.WriteAsync(
            async session =>
            {
                var (id, owner) = (clock.NewId(), await Tenants.ResolveAsync(session, tenant));
                await session.ExecuteAsync(
                    "insert into agent_config (id, tenant_id, created, updated, name, settings) values (@id, @tenant, @now, @now, @name, @settings)",
                    ("id", id), ("tenant", owner), ("now", clock.Now), ("name", name), ("settings", json));
                return id;
            },
            cancellationToken);
    }

    /// <summary>Changes what is given; null leaves it as it is.</summary>
    public Task ChangeAsync(Guid id, string? name, JsonElement? settings, CancellationToken cancellationToken)
    {
        var json = JsonInput.ObjectText(settings, "settings");
        return database.WriteAsync(
            async session =>
            {
                await session.ChangeAsync(What, id, "update agent_config set updated = @now where id = @id", ("now", clock.Now));
                if (name is not null) await session.ChangeAsync(What, id, "update agent_config set name = @name where id = @id", ("name", name));
                if (json is not null) await session.ChangeAsync(What, id, "update agent_config set settings = @settings where id = @id", ("settings", json));
                return true;
            },
            cancellationToken);
    }

    /// <summary>Deletes a config; its agents stay, without one.</summary>
    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) =>
        database.ChangeAsync(What, id, "delete from agent_config where id = @id", [], cancellationToken);
}
