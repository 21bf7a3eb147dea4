using System.Data.Common;
using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Model;

namespace Flows.Server.Stores;

/// <summary>Tenants. Every row belongs to one; there is always one called <c>default</c>.</summary>
internal sealed class Tenants(IDatabase database, Clock clock)
{
    private const string DefaultSlug = "default";

    /// <summary>Makes the default tenant of a new database.</summary>
    public Task EnsureDefaultAsync() => database.WriteAsync(async session =>
    {
        if (await session.FindIdAsync("select id from tenant limit 1") is null) await InsertAsync(session, DefaultSlug, DefaultSlug);
        return true;
    });

    public Task<Guid> CreateAsync(string name, string slug, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            try
            {
                return await InsertAsync(session, name, slug);
            }
            catch (DbException e) when (session.Dialect.IsUniqueViolation(e))
            {
                throw new RequestException(Messages.NotUnique, ErrorCodes.Constraint);
            }
        },
        cancellationToken);

    /// <summary>A tenant that is named, or the oldest one when none is.</summary>
    /// <exception cref="RequestException">There is no such tenant.</exception>
    public static async Task<Guid> ResolveAsync(ISqlSession session, Guid? named) =>
        (named is { } id
            ? await session.FindIdAsync("select id from tenant where id = @id", ("id", id))
            : await session.FindIdAsync("select id from tenant order by created, id limit 1"))
        ?? throw new RequestException(Messages.Invalid("tenant", named), ErrorCodes.NotFound);

    private async Task<Guid> InsertAsync(ISqlSession session, string name, string slug)
    {
        var id = clock.NewId();
        await session.ExecuteAsync("insert into tenant (id, created, updated, name, slug, settings) values (@id, @now, @now, @name, @slug, @settings)",
            ("id", id), ("now", clock.Now), ("name", name), ("slug", slug), ("settings", new JsonText("{}")));
        return id;
    }
}
