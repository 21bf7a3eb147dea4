using System.Data.Common;
using System.Text.Json;
using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Events;
using Flows.Server.Model;
using Flows.Server.Stores;

namespace Flows.Server.Hooks;

/// <summary>Hooks: made, switched, deleted.</summary>
internal sealed class CloudHooks(IDatabase database, Clock clock)
{
    public const string What = "Cloud hook", Columns = "id, tenant_id, version_group_id, type, states, config";

    /// <summary>What a new hook is asked to be.</summary>
    internal sealed record Wish(string Type, string? Name, string? VersionGroupId, IReadOnlyList<string> States, JsonElement? Config);

    /// <exception cref="RequestException">Its states, its config or its version group cannot be.</exception>
    public Task<Guid> CreateAsync(Guid? tenant, Wish wish, CancellationToken cancellationToken)
    {
        var config = wish.Config ?? JsonElement.Parse("{}");
        HookConfig.Check(wish.Type, HookTypes.Parse(wish.Type), config);
        var states = HookStates.Checked(wish.States);
        return database.WriteAsync(
            async session =>
            {
                var (id, owner) = (clock.NewId(), await Tenants.ResolveAsync(session, tenant));
                if (wish.VersionGroupId is { } group && await session.FindIdAsync("select id from flow_group where tenant_id = @tenant and name = @name",
                        ("tenant", owner), ("name", group)) is null)
                    throw new RequestException(Messages.NotFound("Version group", group), ErrorCodes.NotFound);
                await session.ExecuteAsync(
                    """
                    insert into cloud_hook (id, tenant_id, created, updated, version_group_id, name, type, states, config, active)
                    values (@id, @tenant, @now, @now, @group, @name, @type, @states, @config, @active)
                    """,
                    ("id", id), ("tenant", owner), ("now", clock.Now), ("group", wish.VersionGroupId), ("name", wish.Name), ("type", wish.Type),
                    ("states", states), ("config", new JsonText(config.GetRawText())), ("active", true));
                session.Publish(new HooksChanged(owner));
                return id;
            },
            cancellationToken);
    }

    public Task SwitchAsync(Guid id, bool active, CancellationToken cancellationToken) =>
        ChangeAsync(id, "update cloud_hook set active = @active, updated = @now where id = @id", [("active", active), ("now", clock.Now)], cancellationToken);

    /// <summary>Deletes a hook with what it has not been told yet.</summary>
    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => ChangeAsync(id, "delete from cloud_hook where id = @id", [], cancellationToken);

    /// <exception cref="RequestException">There is no such hook.</exception>
    public static async Task<CloudHook> FindAsync(ISqlSession session, Guid id) =>
        await session.FindAsync($"select {Columns} from cloud_hook where id = @id", r => Read(r), ("id", id))
            ?? throw new RequestException(Messages.NotFound(What, id), ErrorCodes.NotFound);

    /// <param name="row">A row.</param>
    /// <param name="at">Where in it <see cref="Columns"/> begin.</param>
    public static CloudHook Read(DbDataReader row, int at = 0) => new(
        row.GetGuid(at), row.GetGuid(at + 1), row.TextOrNull(at + 2), HookTypes.Parse(row.GetString(at + 3)),
        JsonElement.Parse(row.GetString(at + 4)).EnumerateArray().Select(s => s.GetString()!).ToHashSet(StringComparer.Ordinal),
        JsonElement.Parse(row.GetString(at + 5)));

    private Task<bool> ChangeAsync(Guid id, string sql, (string Name, object? Value)[] arguments, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var hook = await FindAsync(session, id);
            session.Publish(new HooksChanged(hook.TenantId));
            return await session.ChangeAsync(What, id, sql, arguments);
        },
        cancellationToken);
}
