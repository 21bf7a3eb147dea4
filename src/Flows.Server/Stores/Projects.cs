using System.Data.Common;
using Flows.Server.Data;
using Flows.Server.Errors;

namespace Flows.Server.Stores;

/// <summary>Projects.</summary>
internal sealed class Projects(IDatabase database, Clock clock)
{
    /// <exception cref="RequestException">The tenant has a project of that name: <see cref="Messages.NotUnique"/>; or the name is blank.</exception>
    public Task<Guid> CreateAsync(Guid? tenant, string name, string? description, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (string.IsNullOrWhiteSpace(name)) throw new RequestException("A project must have a name.", ErrorCodes.Data);
            var (id, owner) = (clock.NewId(), await Tenants.ResolveAsync(session, tenant));
            try
            {
                await session.ExecuteAsync(
                    "insert into project (id, tenant_id, created, updated, name, description) values (@id, @tenant, @now, @now, @name, @description)",
                    ("id", id), ("tenant", owner), ("now", clock.Now), ("name", name), ("description", description));
            }
            catch (DbException e) when (session.Dialect.IsUniqueViolation(e))
            {
                throw new RequestException(Messages.NotUnique, ErrorCodes.Constraint);
            }
            return id;
        },
        cancellationToken);

    /// <summary>Deletes a project with its flows and their runs.</summary>
    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync("delete from project where id = @id", ("id", id)) > 0
            ? true
            : throw new RequestException(Messages.NotFound("Project", id), ErrorCodes.NotFound),
        cancellationToken);
}
