using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>Tenants. Every row belongs to one; a new database has one called <c>default</c>.</summary>
internal sealed partial class Tenants(IDatabase database, Deletions deletions, Clock clock)
{
    private const string DefaultSlug = "default", What = "Tenant";

    private const string Insert = "insert into tenant (id, created, updated, name, slug, settings) values (@id, @now, @now, @name, @slug, @settings)";

    /// <summary>Makes the default tenant of a new database; replicas that start at the same time make one.</summary>
    public Task EnsureDefaultAsync() => database.WriteAsync(async session =>
    {
        if (await session.FindIdAsync("select id from tenant limit 1") is null)
            await session.ExecuteAsync($"{Insert} on conflict (slug) do nothing", Values(clock.NewId(), DefaultSlug, DefaultSlug));
        return true;
    });

    /// <exception cref="RequestException">Name or slug cannot be, or the slug is another tenant's: <see cref="Messages.NotUnique"/>.</exception>
    public Task<Guid> CreateAsync(string name, string slug, CancellationToken cancellationToken)
    {
        CheckName(name);
        CheckSlug(slug);
        return database.WriteAsync(session => session.UniqueAsync(() => InsertAsync(session, name, slug)), cancellationToken);
    }

    public Task RenameAsync(Guid id, string name, CancellationToken cancellationToken)
    {
        CheckName(name);
        return database.ChangeAsync(What, id, "update tenant set name = @name, updated = @now where id = @id", [("name", name), ("now", clock.Now)],
            cancellationToken);
    }

    /// <summary>Changes the slug, which is part of the addresses of pages.</summary>
    public Task ChangeSlugAsync(Guid id, string slug, CancellationToken cancellationToken)
    {
        CheckSlug(slug);
        return database.WriteAsync(
            session => session.UniqueAsync(() => session.ChangeAsync(What, id, "update tenant set slug = @slug, updated = @now where id = @id",
                ("slug", slug), ("now", clock.Now))),
            cancellationToken);
    }

    /// <summary>Sets some settings, key by key; the others stay.</summary>
    public Task ChangeSettingsAsync(Guid id, JsonElement? settings, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var rows = await session.QueryAsync($"select settings from tenant where id = @id{session.Dialect.ForUpdate}", r => r.GetString(0), ("id", id));
            if (rows.Count == 0) throw new RequestException(Messages.NotFound(What, id), ErrorCodes.NotFound);
            var merged = JsonNode.Parse(rows[0]) as JsonObject ?? [];
            foreach (var member in JsonInput.Object(settings, "settings") ?? []) merged[member.Key] = member.Value?.DeepClone();
            return await session.ChangeAsync(What, id, "update tenant set settings = @settings, updated = @now where id = @id",
                ("settings", new JsonText(merged.ToJsonString(JsonText.Plain))), ("now", clock.Now));
        },
        cancellationToken);

    /// <summary>Deletes a tenant with all that belongs to it.</summary>
    /// <exception cref="RequestException">It is not confirmed, or there is no such tenant.</exception>
    public Task DeleteAsync(Guid id, bool confirm, CancellationToken cancellationToken) => confirm
        ? deletions.DeleteAsync(Deletions.Tenant, id, cancellationToken)
        : throw new RequestException(
            "Deleting a tenant deletes its projects, flows, runs and logs for ever: send confirm: true to do so.", ErrorCodes.Refused);

    /// <summary>A tenant that is named, or the oldest one when none is.</summary>
    /// <exception cref="RequestException">There is no such tenant.</exception>
    public static async Task<Guid> ResolveAsync(ISqlSession session, Guid? named) =>
        (named is { } id
            ? await session.FindIdAsync("select id from tenant where id = @id", ("id", id))
            : await session.FindIdAsync("select id from tenant order by created, id limit 1"))
        ?? throw new RequestException(Messages.Invalid("tenant", named), ErrorCodes.NotFound);

    /// <summary>The same in a transaction of its own.</summary>
    public Task<Guid> FindAsync(Guid? named, CancellationToken cancellationToken) => database.ReadAsync(session => ResolveAsync(session, named), cancellationToken);

    private async Task<Guid> InsertAsync(ISqlSession session, string name, string slug)
    {
        var id = clock.NewId();
        await session.ExecuteAsync(Insert, Values(id, name, slug));
        return id;
    }

    private (string, object?)[] Values(Guid id, string name, string slug) =>
        [("id", id), ("now", clock.Now), ("name", name), ("slug", slug), ("settings", new JsonText("{}"))];

    private static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new RequestException("A tenant must have a name.", ErrorCodes.Data);
    }

    private static void CheckSlug(string slug)
    {
        if (!Slug().IsMatch(slug))
            throw new RequestException($"The slug \"{slug}\" cannot stand in an address: use letters, digits and any of - _ . only.", ErrorCodes.Data);
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex Slug();
}
