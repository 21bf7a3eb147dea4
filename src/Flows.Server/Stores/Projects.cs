using Flows.Server.Data;
using Flows.Server.Errors;

namespace Flows.Server.Stores;

/// <summary>Projects.</summary>
internal sealed class Projects(IDatabase database, Deletions deletions, Clock clock)
{
    private const string What = "Project";

    /// <exception cref="RequestException">The tenant has a project of that name: <see cref="Messages.NotUnique"/>; or the name is blank.</exception>
    public Task<Guid> CreateAsync(Guid? tenant, string name, string? description, CancellationToken cancellationToken)
    {
        CheckName(name);
        return database.WriteAsync(
            async session =>
            {
                var (id, owner) = (clock.NewId(), await Tenants.ResolveAsync(session, tenant));
                await session.UniqueAsync(() => session.ExecuteAsync(
                    "insert into project (id, tenant_id, created, updated, name, description) values (@id, @tenant, @now, @now, @name, @description)",
                    ("id", id), ("tenant", owner), ("now", clock.Now), ("name", name), ("description", description)));
                return id;
            },
            cancellationToken);
    }

    /// <exception cref="RequestException">There is no such project, another one has the name, or the name is blank.</exception>
    public Task RenameAsync(Guid id, string name, CancellationToken cancellationToken)
    {
        CheckName(name);
        return database.WriteAsync(
            session => session.UniqueAsync(() => session.ChangeAsync(What, id, "update project set name = @name, updated = @now where id = @id",
                ("name", name), ("now", clock.Now))),
            cancellationToken);
    }

    /// <summary>Sets the description; null takes it away.</summary>
    public Task DescribeAsync(Guid id, string? description, CancellationToken cancellationToken) => database.ChangeAsync(
        What, id, "update project set description = @description, updated = @now where id = @id", [("description", description), ("now", clock.Now)],
        cancellationToken);

    /// <summary>Deletes a project with its flows and their runs.</summary>
    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => deletions.DeleteAsync(Deletions.Project, id, cancellationToken);

    private static void CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new RequestException("A project must have a name.", ErrorCodes.Data);
    }
}
