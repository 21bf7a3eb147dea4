using System.Text;
using System.Text.Json;
using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>What tasks leave for people to look at: links and texts.</summary>
internal sealed class Artifacts(IDatabase database, Clock clock)
{
    private const int MaxBytes = 1_000_000;

    private const string What = "Artifact";

    public Task<Guid> CreateAsync(Guid taskRun, string kind, JsonElement data, CancellationToken cancellationToken)
    {
        var json = Bounded(data);
        return database.WriteAsync(
            async session =>
            {
                // Clients repeat the call while the text says "not found": the row of a mapped run may come a moment later.
                var tenant = await session.FindIdAsync("select tenant_id from task_run where id = @id", ("id", taskRun))
                    ?? throw new RequestException(Messages.NotFound("Task run", taskRun), ErrorCodes.NotFound);
                var id = clock.NewId();
                await session.ExecuteAsync(
                    """
                    insert into task_run_artifact (id, tenant_id, created, updated, task_run_id, kind, data)
                    values (@id, @tenant, @now, @now, @run, @kind, @data)
                    """,
                    ("id", id), ("tenant", tenant), ("now", clock.Now), ("run", taskRun), ("kind", kind), ("data", json));
                return id;
            },
            cancellationToken);
    }

    public Task UpdateAsync(Guid id, JsonElement data, CancellationToken cancellationToken) => database.ChangeAsync(
        What, id, "update task_run_artifact set data = @data, updated = @now where id = @id", [("data", Bounded(data)), ("now", clock.Now)], cancellationToken);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) =>
        database.ChangeAsync(What, id, "delete from task_run_artifact where id = @id", [], cancellationToken);

    private static JsonText Bounded(JsonElement data)
    {
        var text = data.GetRawText();
        return Encoding.UTF8.GetByteCount(text) <= MaxBytes ? new(text)
            : throw new RequestException($"The artifact is larger than {MaxBytes} bytes.", ErrorCodes.Refused);
    }
}
