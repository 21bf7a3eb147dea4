using Flows.Server.Data;

namespace Flows.Server.Access;

/// <summary>
/// Tells a caller of one tenant what is not there for it: rows of other tenants. To such a caller they must look exactly as if they did not exist.
/// </summary>
internal sealed class TenantGuard(IDatabase database)
{
    private const string Tenant = "tenant";

    private static readonly HashSet<Guid> None = [];

    private readonly TenantCache known = new();

    /// <summary>Those of some ids that are not known to be rows of the caller's tenant; none for a caller of all tenants, without a look.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="table">The table that the ids are of.</param>
    /// <param name="ids">The ids.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<IReadOnlySet<Guid>> ForeignAsync(Caller caller, string table, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (caller.TenantId is not { } tenant) return new(None);
        HashSet<Guid>? foreign = null;
        List<Guid>? unknown = null;
        foreach (var id in ids)
        {
            if (table == Tenant ? id == tenant : known.Find(id) is { } owner && owner == tenant) continue;
            if (table == Tenant || known.Find(id) is not null) (foreign ??= []).Add(id);
            else (unknown ??= []).Add(id);
        }
        return unknown is null ? new(foreign ?? None) : new(LookAsync(tenant, table, unknown, foreign ?? [], cancellationToken));
    }

    /// <summary>The tenant of a row; null when there is no such row.</summary>
    public async ValueTask<Guid?> OwnerAsync(string table, Guid id, CancellationToken cancellationToken)
    {
        if (known.Find(id) is { } owner) return owner;
        await LoadAsync(table, [id], cancellationToken);
        return known.Find(id);
    }

    private async Task<IReadOnlySet<Guid>> LookAsync(Guid tenant, string table, List<Guid> unknown, HashSet<Guid> foreign, CancellationToken cancellationToken)
    {
        var owners = await LoadAsync(table, unknown, cancellationToken);
        foreign.UnionWith(unknown.Where(id => !owners.TryGetValue(id, out var owner) || owner != tenant));
        return foreign;
    }

    private async Task<Dictionary<Guid, Guid>> LoadAsync(string table, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var column = table == Tenant ? "id" : "tenant_id";
        var rows = await database.ReadAsync(
            session => session.QueryAsync(
                $"select id, {column} from {table} where {column} is not null and {session.Dialect.In("id", "@ids")}",
                r => (Id: r.GetGuid(0), Tenant: r.GetGuid(1)), ("ids", ids)),
            cancellationToken);
        // A row never changes its tenant, so what was seen once stays true; that there is no row may change, and is not kept.
        foreach (var (id, owner) in rows) known.Add(id, owner);
        return rows.ToDictionary(r => r.Id, r => r.Tenant);
    }
}
