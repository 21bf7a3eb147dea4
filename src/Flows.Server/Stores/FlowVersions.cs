using System.Text.Json;
using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.States;
using Microsoft.Extensions.Logging;

namespace Flows.Server.Stores;

/// <summary>Flows: registered in versions, archived, deleted (contract section 4.2).</summary>
internal sealed class FlowVersions(IDatabase database, FlowTasks tasks, FlowSchedules schedules, FlowRunStates states, Deletions deletions, Clock clock,
    ILogger<FlowVersions> logger)
{
    /// <summary>What is asked at registration.</summary>
    internal sealed record Registration(Guid ProjectId, JsonElement Flow)
    {
        public string? VersionGroupId { get; init; }

        public string? Description { get; init; }

        public string? IdempotencyKey { get; init; }

        public bool SetScheduleActive { get; init; } = true;
    }

    private sealed record Group(Guid Id, string Settings);

    /// <summary>Stores a new version of a flow, or finds the one that the same key has stored last.</summary>
    public Task<Guid> RegisterAsync(Registration registration, CancellationToken cancellationToken)
    {
        var document = new FlowDocumentReader(registration.Flow);
        document.EnsureCoreVersion();
        return database.WriteAsync(session => RegisterAsync(session, registration, document), cancellationToken);
    }

    /// <summary>Archives a version: it cannot be run any more, and what waits to run does not.</summary>
    public Task ArchiveAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await session.FindIdAsync("select id from flow where id = @id", ("id", id)) is null)
                throw new RequestException(Messages.NotFound("Flow", id), ErrorCodes.NotFound);
            await ArchiveAsync(session, id);
            return true;
        },
        cancellationToken);

    /// <summary>Deletes a version with its runs.</summary>
    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => deletions.DeleteAsync(Deletions.Flow, id, cancellationToken);

    /// <summary>Moves a flow, in all its versions, into another project of its tenant.</summary>
    /// <exception cref="RequestException">There is no such flow, or no such project in its tenant.</exception>
    public Task MoveAsync(Guid id, Guid project, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var flow = await session.FindAsync("select flow_group_id, tenant_id from flow where id = @id", r => new { Group = r.GetGuid(0), Tenant = r.GetGuid(1) },
                ("id", id)) ?? throw new RequestException(Messages.NotFound("Flow", id), ErrorCodes.NotFound);
            if (await session.FindIdAsync("select id from project where id = @id and tenant_id = @tenant", ("id", project), ("tenant", flow.Tenant)) is null)
                throw new RequestException(Messages.NotFound("Project", project), ErrorCodes.NotFound);
            return await session.ExecuteAsync("update flow set project_id = @project, updated = @now where flow_group_id = @group",
                ("project", project), ("now", clock.Now), ("group", flow.Group));
        },
        cancellationToken);

    private async Task<Guid> RegisterAsync(ISqlSession session, Registration registration, FlowDocumentReader document)
    {
        // Locked, so that two servers that get a new flow at once make one group of it.
        var tenant = await session.FindIdAsync($"select tenant_id from project where id = @id{session.Dialect.ForUpdate}", ("id", registration.ProjectId))
            ?? throw new RequestException("Invalid project.", ErrorCodes.NotFound);
        var versionGroup = registration.VersionGroupId ?? await FindVersionGroupAsync(session, registration.ProjectId, document.Name)
            ?? clock.NewId().ToString();
        var group = await FindGroupAsync(session, tenant, versionGroup);
        if (group is not null && registration.IdempotencyKey is { } key && key == KeyOf(group) && await NewestAsync(session, group.Id) is { } same) return same;
        var groupId = await SaveGroupAsync(session, group, tenant, versionGroup, registration.IdempotencyKey);
        var id = await InsertAsync(session, registration, document, tenant, versionGroup, groupId);
        foreach (var task in document.Tasks) await tasks.InsertTaskAsync(session, id, tenant, task);
        await tasks.InsertEdgesAsync(session, id, tenant, document.Edges);
        if (registration.SetScheduleActive && await schedules.ActivateAsync(session, id) is { } problem && problem != FlowSchedules.NoSchedule)
            logger.LogWarning("Flow {Flow} was registered, but its schedule is off: {Problem}", id, problem);
        await ArchiveOthersAsync(session, groupId, id);
        return id;
    }

    private static async Task<string?> FindVersionGroupAsync(ISqlSession session, Guid project, string name)
    {
        var rows = await session.QueryAsync(
            "select version_group_id from flow where project_id = @project and name = @name order by created desc, version desc limit 1",
            r => r.GetString(0), ("project", project), ("name", name));
        return rows.Count > 0 ? rows[0] : null;
    }

    private static Task<Group?> FindGroupAsync(ISqlSession session, Guid tenant, string name) => session.FindAsync(
        $"select id, settings from flow_group where tenant_id = @tenant and name = @name{session.Dialect.ForUpdate}",
        r => new Group(r.GetGuid(0), r.GetString(1)), ("tenant", tenant), ("name", name));

    private static string? KeyOf(Group group) => FlowDocumentReader.Text(JsonElement.Parse(group.Settings), "idempotency_key");

    private static Task<Guid?> NewestAsync(ISqlSession session, Guid group) =>
        session.FindIdAsync("select id from flow where flow_group_id = @group and not archived order by version desc limit 1", ("group", group));

    /// <summary>Makes the group, or notes the key of this registration on it, null too: only the last key counts.</summary>
    private async Task<Guid> SaveGroupAsync(ISqlSession session, Group? group, Guid tenant, string name, string? key)
    {
        if (group is null)
        {
            // Another server may make the same group at this moment; then its row is the group, with this key.
            return (await session.FindIdAsync(
                """
                insert into flow_group (id, tenant_id, created, updated, name, settings) values (@id, @tenant, @now, @now, @name, @settings)
                on conflict (tenant_id, name) do update set settings = excluded.settings, updated = excluded.updated returning id
                """,
                ("id", clock.NewId()), ("tenant", tenant), ("now", clock.Now), ("name", name), ("settings", GroupSettings.New(key))))!.Value;
        }
        await session.ExecuteAsync("update flow_group set settings = @settings, updated = @now where id = @id",
            ("settings", GroupSettings.WithKey(group.Settings, key)), ("now", clock.Now), ("id", group.Id));
        return group.Id;
    }

    private async Task<Guid> InsertAsync(ISqlSession session, Registration registration, FlowDocumentReader document, Guid tenant, string versionGroup,
        Guid group)
    {
        var id = clock.NewId();
        await session.ExecuteAsync(
            """
            insert into flow (id, tenant_id, created, updated, project_id, flow_group_id, name, version, version_group_id, description, core_version,
              serialized_flow, environment, run_config, storage, parameters, schedule)
            select @id, @tenant, @now, @now, @project, @group, @name, coalesce(max(version), 0) + 1, @version_group, @description, @core_version,
              @document, @environment, @run_config, @storage, @parameters, @schedule
            from flow where flow_group_id = @group
            """,
            ("id", id), ("tenant", tenant), ("now", clock.Now), ("project", registration.ProjectId), ("group", group), ("name", document.Name),
            ("version_group", versionGroup),
            ("description", registration.Description), ("core_version", document.CoreVersion), ("document", document.Whole),
            ("environment", document.Environment),
            ("run_config", document.RunConfig), ("storage", document.Storage), ("parameters", document.Parameters), ("schedule", document.Schedule));
        return id;
    }

    private async Task ArchiveOthersAsync(ISqlSession session, Guid group, Guid id)
    {
        var others = await session.QueryAsync("select id from flow where flow_group_id = @group and id <> @id and not archived", r => r.GetGuid(0),
            ("group", group), ("id", id));
        foreach (var other in others) await ArchiveAsync(session, other);
    }

    private async Task ArchiveAsync(ISqlSession session, Guid id)
    {
        await session.ExecuteAsync("update flow set archived = @yes, updated = @now where id = @id", ("yes", true), ("now", clock.Now), ("id", id));
        await FlowSchedules.DeleteScheduledRunsAsync(session, id);
        var waiting = await session.QueryAsync("select id from flow_run where flow_id = @id and state = 'Scheduled'", r => r.GetGuid(0), ("id", id));
        var cancelled = StoredState.Of(new Cancelled { Message = "Flow run was cancelled because its flow was archived" });
        foreach (var run in waiting) await states.StoreAsync(session, run, cancelled, null);
    }
}
