using System.Text.Json.Nodes;
using Flows.Server.Data;
using Flows.Server.Model;
using Flows.Server.Stores;

namespace Flows.Server.Hooks;

/// <summary>What people are told: rows of <c>message</c>.</summary>
internal sealed class Inbox(IDatabase database, Clock clock)
{
    private const string What = "Message";

    public Task MarkAsync(Guid id, bool read, CancellationToken cancellationToken) => database.ChangeAsync(
        What, id, "update message set read = @read, updated = @now where id = @id", [("read", read), ("now", clock.Now)], cancellationToken);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) =>
        database.ChangeAsync(What, id, "delete from message where id = @id", [], cancellationToken);

    /// <summary>Tells the people of a tenant what a hook wants them to be told.</summary>
    public Task<int> AddAsync(ISqlSession session, Guid id, CloudHook hook, JsonObject happened) => session.ExecuteAsync(
        "insert into message (id, tenant_id, created, updated, type, text, content) values (@id, @tenant, @now, @now, @type, @text, @content)",
        ("id", id), ("tenant", hook.TenantId), ("now", clock.Now), ("type", "CLOUD_HOOK"), ("text", HookEvent.Sentence(happened)),
        ("content", new JsonText(happened.ToJsonString(JsonText.Plain))));
}
