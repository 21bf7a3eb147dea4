using System.Text.Json;
using System.Text.Json.Nodes;
using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>The tasks and edges of a registered flow, whole or in batches.</summary>
internal sealed class FlowTasks(IDatabase database, Clock clock)
{
    private sealed record Owner(Guid TenantId, JsonText? SerializedFlow);

    /// <summary>Adds a batch of tasks, which may be empty; those that are known stay as they are.</summary>
    public Task AddTasksAsync(Guid flow, JsonElement tasks, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var owner = await FindAsync(session, flow);
            var added = new List<JsonElement>();
            foreach (var task in Elements(tasks, "serialized_tasks"))
                if (await InsertTaskAsync(session, flow, owner.TenantId, task)) added.Add(task);
            if (added.Count > 0) await AppendAsync(session, flow, owner.SerializedFlow, added);
            return true;
        },
        cancellationToken);

    /// <summary>Adds a batch of edges, which may be empty; two edges between the same tasks are one row.</summary>
    public Task AddEdgesAsync(Guid flow, JsonElement edges, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var owner = await FindAsync(session, flow);
            await InsertEdgesAsync(session, flow, owner.TenantId, Elements(edges, "serialized_edges"));
            return true;
        },
        cancellationToken);

    /// <returns>Whether the task is new.</returns>
    public async Task<bool> InsertTaskAsync(ISqlSession session, Guid flow, Guid tenant, JsonElement task)
    {
        var slug = FlowDocumentReader.Text(task, "slug") ?? throw new RequestException("A task of a flow must have a slug.", ErrorCodes.Data);
        return await session.ExecuteAsync(
            """
            insert into task
              (id, tenant_id, created, updated, flow_id, name, slug, description, type, max_retries, retry_delay, "trigger", mapped, auto_generated, cache_key, tags)
            values
              (@id, @tenant, @now, @now, @flow, @name, @slug, @description, @type, @max_retries, @retry_delay, @trigger, @mapped, @auto_generated, @cache_key, @tags)
            on conflict (flow_id, slug) do nothing
            """,
            ("id", clock.NewId()), ("tenant", tenant), ("now", clock.Now), ("flow", flow), ("name", FlowDocumentReader.Text(task, "name")), ("slug", slug),
            ("description", FlowDocumentReader.Text(task, "description")), ("type", FlowDocumentReader.Text(task, "type")),
            ("max_retries", FlowDocumentReader.Number(task, "max_retries")), ("retry_delay", FlowDocumentReader.Seconds(task, "retry_delay")),
            ("trigger", Trigger(task)),
            ("mapped", FlowDocumentReader.Flag(task, "mapped")), ("auto_generated", FlowDocumentReader.Flag(task, "auto_generated")),
            ("cache_key", FlowDocumentReader.Text(task, "cache_key")), ("tags", Tags(task))) > 0;
    }

    public async Task InsertEdgesAsync(ISqlSession session, Guid flow, Guid tenant, IEnumerable<JsonElement> edges)
    {
        Dictionary<string, Guid>? ids = null;
        foreach (var edge in edges)
        {
            ids ??= (await session.QueryAsync("select slug, id from task where flow_id = @flow", r => (Slug: r.GetString(0), Id: r.GetGuid(1)), ("flow", flow)))
                .ToDictionary(t => t.Slug, t => t.Id, StringComparer.Ordinal);
            await session.ExecuteAsync(
                """
                insert into edge (id, tenant_id, created, updated, flow_id, upstream_task_id, downstream_task_id, key, mapped)
                values (@id, @tenant, @now, @now, @flow, @upstream, @downstream, @key, @mapped)
                on conflict (flow_id, downstream_task_id, upstream_task_id) do nothing
                """,
                ("id", clock.NewId()), ("tenant", tenant), ("now", clock.Now), ("flow", flow), ("upstream", End(edge, "upstream_task", ids)),
                ("downstream", End(edge, "downstream_task", ids)), ("key", FlowDocumentReader.Text(edge, "key")),
                ("mapped", FlowDocumentReader.Flag(edge, "mapped")));
        }
    }

    private static Guid End(JsonElement edge, string key, Dictionary<string, Guid> ids)
    {
        var slug = edge.TryGetProperty(key, out var task) ? FlowDocumentReader.Text(task, "slug") : null;
        return ids.TryGetValue(slug ?? "", out var id) ? id
            : throw new RequestException($"some edges reference tasks that do not exist: {slug ?? "(no slug)"}", ErrorCodes.NotFound);
    }

    private static async Task<Owner> FindAsync(ISqlSession session, Guid flow) =>
        await session.FindAsync($"select tenant_id, serialized_flow from flow where id = @id{session.Dialect.ForUpdate}",
            r => new Owner(r.GetGuid(0), r.JsonOrNull(1)), ("id", flow))
        ?? throw new RequestException(Messages.NotFound("Flow", flow), ErrorCodes.NotFound);

    /// <summary>Puts tasks that came later into the stored document.</summary>
    private Task<int> AppendAsync(ISqlSession session, Guid flow, JsonText? document, IEnumerable<JsonElement> added)
    {
        var whole = JsonNode.Parse(document?.Text ?? "{}")!.AsObject();
        if (whole["tasks"] is not JsonArray tasks) whole["tasks"] = tasks = [];
        foreach (var task in added) tasks.Add(JsonNode.Parse(task.GetRawText()));
        return session.ExecuteAsync("update flow set serialized_flow = @document, updated = @now where id = @id",
            ("document", new JsonText(whole.ToJsonString(JsonText.Plain))), ("now", clock.Now), ("id", flow));
    }

    private static JsonElement.ArrayEnumerator Elements(JsonElement list, string name) => list.ValueKind == JsonValueKind.Array
        ? list.EnumerateArray()
        : throw new RequestException($"{name} must be a JSON list.", ErrorCodes.Data);

    private static string? Trigger(JsonElement task) => task.TryGetProperty("trigger", out var trigger) && trigger.ValueKind == JsonValueKind.Object
        ? FlowDocumentReader.Text(trigger, "fn")
        : FlowDocumentReader.Text(task, "trigger");

    private static JsonText Tags(JsonElement task) =>
        task.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array ? new(tags.GetRawText()) : new("[]");
}
