namespace Flows.Server.Stores.Claims;

/// <summary>Who holds a flow run.</summary>
/// <param name="Claim">The fencing token of its newest claim; null when nobody has claimed it, or the claim has been ended.</param>
/// <param name="Until">Until when nobody else may claim it; null when anybody may.</param>
internal readonly record struct Hold(Guid? Claim, DateTimeOffset? Until)
{
    /// <summary>Nobody holds the run.</summary>
    public static Hold None { get; }

    /// <summary>Whether others must leave the run alone for now.</summary>
    public bool IsLive(DateTimeOffset now) => Claim is not null && Until > now;
}
