using Flows.Server.Data;
using Flows.Server.Stores;

namespace Flows.Server.Access;

/// <summary>Browsers that have traded a key for a cookie. A session is never more than its key: it ends with it.</summary>
/// <param name="database">Where the hashes of the cookies are.</param>
/// <param name="keys">The keys.</param>
/// <param name="clock">The clock.</param>
/// <param name="lifetime">How long a session lasts.</param>
internal sealed class BrowserSessions(IDatabase database, ApiKeys keys, Clock clock, TimeSpan lifetime)
{
    private readonly RecentlyFound<Row> recent = new(clock.Time);

    /// <summary>Without a hash of a key it is the server's own key that was traded.</summary>
    private sealed record Row(DateTimeOffset Expires, string? KeyHash);

    public TimeSpan Lifetime => lifetime;

    /// <summary>Makes a session of a key.</summary>
    /// <returns>The secret that the cookie holds.</returns>
    public async Task<string> CreateAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var secret = ApiKeySecret.New();
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("delete from browser_session where expires <= @now", ("now", clock.Now));
                return await session.ExecuteAsync(
                    "insert into browser_session (id, created, updated, api_key_id, hash, expires) values (@id, @now, @now, @key, @hash, @expires)",
                    ("id", clock.NewId()), ("now", clock.Now), ("key", key.Id), ("hash", HashOf(secret, key)), ("expires", clock.Now + lifetime));
            },
            cancellationToken);
        return secret;
    }

    /// <summary>The key of a session; null when there is no such session, or it or its key has ended.</summary>
    public async ValueTask<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = ApiKeySecret.Hash(secret);
        if (!recent.TryGet(hash, out var row))
        {
            if (await LookAsync(hash, secret, cancellationToken) is not { } found) return null;
            recent.Keep(hash, row = found);
        }
        if (row.Expires <= clock.Now) return null;
        var key = row.KeyHash is { } of ? await keys.FindByHashAsync(of, cancellationToken) : keys.ServerKey;
        return key?.Problem(clock.Now) is null ? key : null;
    }

    public async Task EndAsync(string secret, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            session => session.ExecuteAsync("delete from browser_session where hash = @hash or hash = @other",
                ("hash", ApiKeySecret.Hash(secret)), ("other", keys.ServerKey is { } own ? HashOf(secret, own) : "")),
            cancellationToken);
        recent.Forget();
    }

    // The server's own key is no row that could end a session when it changes: so it is part of the hash, and another key finds nothing.
    private static string HashOf(string secret, ApiKey key) => ApiKeySecret.Hash(key.Id is null ? secret + key.Hash : secret);

    private Task<Row?> LookAsync(string hash, string secret, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FindAsync(
            """
            select s.expires, k.hash from browser_session s left join api_key k on k.id = s.api_key_id
            where (s.hash = @hash and s.api_key_id is not null) or (s.hash = @other and s.api_key_id is null)
            """,
            r => new Row(r.TimeOrNull(0)!.Value, r.TextOrNull(1)),
            ("hash", hash), ("other", keys.ServerKey is { } own ? HashOf(secret, own) : "")),
        cancellationToken);
}
