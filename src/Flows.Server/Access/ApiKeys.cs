using System.Data.Common;
using Flows.Server.Data;
using Flows.Server.Errors;
using Flows.Server.Stores;

namespace Flows.Server.Access;

/// <summary>API keys: made, recognised, revoked.</summary>
/// <param name="database">Where their hashes are.</param>
/// <param name="clock">The clock.</param>
/// <param name="audit">Notes when a key was last used.</param>
/// <param name="serverKey">The key that the settings name; null for none.</param>
internal sealed class ApiKeys(IDatabase database, Clock clock, AuditLog audit, ApiKey? serverKey)
{
    private const string FirstName = "first key", Columns = "id, tenant_id, name, scope, hash, expires_at, revoked, last_used";

    /// <summary>How exact <see cref="ApiKey.LastUsed"/> is.</summary>
    private static readonly TimeSpan UseGrain = TimeSpan.FromMinutes(1);

    private readonly RecentlyFound<ApiKey> recent = new(clock.Time);

    /// <summary>The key that the settings name; null for none.</summary>
    public ApiKey? ServerKey => serverKey;

    /// <summary>What is asked of a new key.</summary>
    /// <param name="Name">What people call it.</param>
    /// <param name="TenantId">The tenant that it is for; null for all.</param>
    /// <param name="Scope">What it is good for.</param>
    /// <param name="Expires">When it ends to be good; null for never.</param>
    internal sealed record Wish(string Name, Guid? TenantId, AccessScope Scope, DateTimeOffset? Expires);

    /// <summary>The key of a secret, good or not; null when nobody made it.</summary>
    public ValueTask<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken) => FindByHashAsync(ApiKeySecret.Hash(secret), cancellationToken);

    /// <summary>The key of a hash, good or not; null when nobody made it.</summary>
    public ValueTask<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellationToken)
    {
        if (serverKey is not null && ApiKeySecret.IsSame(hash, serverKey.Hash)) return new(serverKey);
        return recent.TryGet(hash, out var known) ? new(known) : new(LookAsync(hash, cancellationToken));
    }

    /// <summary>Makes a key.</summary>
    /// <returns>Its id, and the secret, which nobody can learn any more afterwards.</returns>
    /// <exception cref="RequestException">It cannot be made so.</exception>
    public Task<(Guid Id, string Secret)> CreateAsync(Wish wish, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(wish.Name)) throw new RequestException("An API key must have a name.", ErrorCodes.Data);
        if (wish.Expires is { } end && end <= clock.Now) throw new RequestException("An API key must expire in the future.", ErrorCodes.Data);
        return database.WriteAsync(
            async session =>
            {
                if (wish.TenantId is { } tenant) await Tenants.ResolveAsync(session, tenant);
                var same = await session.FindIdAsync(
                    """
                    select id from api_key where name = @name and tenant_id is not distinct from @tenant and revoked is null
                      and (expires_at is null or expires_at > @now) limit 1
                    """,
                    ("name", wish.Name), ("tenant", wish.TenantId), ("now", clock.Now));
                if (same is not null)
                    throw new RequestException($"There is an API key named \"{wish.Name}\" already: revoke it first, or choose another name.", ErrorCodes.Constraint);
                return await InsertAsync(session, wish);
            },
            cancellationToken);
    }

    /// <summary>Makes a key for everything when the server has none that could make others.</summary>
    /// <returns>The secret; null when there was such a key.</returns>
    public async Task<string?> EnsureFirstAsync()
    {
        if (serverKey is not null) return null;
        return await database.WriteAsync<string?>(async session =>
        {
            var usable = await session.FindIdAsync(
                "select id from api_key where tenant_id is null and scope = @admin and revoked is null and (expires_at is null or expires_at > @now) limit 1",
                ("admin", ScopeRules.Word(AccessScope.Admin)), ("now", clock.Now));
            return usable is null ? (await InsertAsync(session, new(FirstName, null, AccessScope.Admin, null))).Secret : null;
        });
    }

    /// <summary>Makes a key good no more. Here that holds at once, in other replicas after a few seconds.</summary>
    /// <exception cref="RequestException">There is no such key.</exception>
    public async Task RevokeAsync(Guid id, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async session => await session.ExecuteAsync(
                "update api_key set revoked = coalesce(revoked, @now), updated = @now where id = @id", ("now", clock.Now), ("id", id)) > 0
                    ? true
                    : throw new RequestException(Messages.NotFound("API key", id), ErrorCodes.NotFound),
            cancellationToken);
        recent.Forget();
    }

    private async Task<ApiKey?> LookAsync(string hash, CancellationToken cancellationToken)
    {
        var key = await database.ReadAsync(
            session => session.FindAsync($"select {Columns} from api_key where hash = @hash", Read, ("hash", hash)), cancellationToken);
        if (key is null) return null;
        recent.Keep(hash, key);
        if (key.Problem(clock.Now) is null && (key.LastUsed is not { } last || clock.Now - last >= UseGrain)) audit.NoteUse(key.Id!.Value, clock.Now);
        return key;
    }

    private async Task<(Guid Id, string Secret)> InsertAsync(ISqlSession session, Wish wish)
    {
        var (id, secret) = (clock.NewId(), ApiKeySecret.New());
        await session.ExecuteAsync(
            """
            insert into api_key (id, tenant_id, created, updated, name, prefix, hash, scope, expires_at)
            values (@id, @tenant, @now, @now, @name, @prefix, @hash, @scope, @expires)
            """,
            ("id", id), ("tenant", wish.TenantId), ("now", clock.Now), ("name", wish.Name), ("prefix", ApiKeySecret.PrefixOf(secret)),
            ("hash", ApiKeySecret.Hash(secret)), ("scope", ScopeRules.Word(wish.Scope)), ("expires", wish.Expires));
        return (id, secret);
    }

    private static ApiKey Read(DbDataReader row) => new(
        row.GetGuid(0), row.IsDBNull(1) ? null : row.GetGuid(1), row.GetString(2), ScopeRules.Parse(row.GetString(3)) ?? AccessScope.Read, row.GetString(4))
    {
        Expires = row.TimeOrNull(5),
        Revoked = row.TimeOrNull(6),
        LastUsed = row.TimeOrNull(7),
    };
}
