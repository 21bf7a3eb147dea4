using Flows.Server.Data;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>What people are told: rows of <c>message</c>.</summary>
internal sealed class Inbox(IDatabase database, Clock clock)
{
    private const string What = "Message";

    public Task MarkAsync(Guid id, bool read, CancellationToken cancellationToken) => database.ChangeAsync(
        What, id, "update message set read = @read, updated = @now where id = @id", [("read", read), ("now", clock.Now)], cancellationToken);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) =>
        database.ChangeAsync(What, id, "delete from message where id = @id", [], cancellationToken);

    /// <summary>Puts a message into the inbox of a tenant.</summary>
    public Task<int> AddAsync(ISqlSession session, Guid id, Guid tenant, string type, string text, JsonText content) => session.ExecuteAsync(
        """
        insert into message (id, tenant_id, created, updated, type, text, content) values (@id, @tenant, @now, @now, @type, @text, @content)
        on conflict (id) do nothing
        """,
        ("id", id), ("tenant", tenant), ("now", clock.Now), ("type", type), ("text", text), ("content", content));
}
