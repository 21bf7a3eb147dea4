namespace Flows.Server.Access;

/// <summary>A key that callers show. The secret itself is not in it.</summary>
/// <param name="Id">Its id; null for the server's own key, which is a setting and no row.</param>
/// <param name="TenantId">The tenant that it is for; null for all.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Scope">What it is good for.</param>
/// <param name="Hash">The hash of the secret.</param>
internal sealed record ApiKey(Guid? Id, Guid? TenantId, string Name, AccessScope Scope, string Hash)
{
    /// <summary>When it ends to be good; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Since when it is good no more; null when it is.</summary>
    public DateTimeOffset? Revoked { get; init; }

    /// <summary>When it was last shown, to the minute; null for never.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    public Caller Caller => new(Name, TenantId, Scope, Id);

    /// <summary>Why it is not good; null when it is.</summary>
    public string? Problem(DateTimeOffset now) =>
        Revoked is { } since ? $"the API key \"{Name}\" was revoked at {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC"
        : Expires is { } end && end <= now ? $"the API key \"{Name}\" expired at {end.UtcDateTime:yyyy-MM-dd HH:mm} UTC"
        : null;

    /// <summary>The key that the setting server.api_key holds: for everything, in all tenants.</summary>
    public static ApiKey OfServer(string secret) => new(null, null, "server key", AccessScope.Admin, ApiKeySecret.Hash(secret));
}
