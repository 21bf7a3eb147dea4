namespace Flows.Client.Queries;

/// <summary>An API key, as lists show it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Prefix">How it begins.</param>
/// <param name="Scope">What it is good for: <c>read</c>, <c>run</c> or <c>admin</c>.</param>
public sealed record ApiKeySummary(string Id, string Name, string Prefix, string Scope)
{
    /// <summary>The tenant that it is for; null for all.</summary>
    public string? Tenant { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it ends to be good; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Since when it is good no more; null when it is.</summary>
    public DateTimeOffset? Revoked { get; init; }

    /// <summary>When it was last used; null for never.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>Whether it is good.</summary>
    /// <param name="now">The instant to judge from.</param>
    /// <returns><c>good</c>, <c>revoked</c> or <c>expired</c>.</returns>
    public string Status(DateTimeOffset now) => Revoked is not null ? "revoked" : Expires is { } end && end <= now ? "expired" : "good";
}
