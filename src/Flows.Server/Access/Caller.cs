namespace Flows.Server.Access;

/// <summary>Who calls.</summary>
/// <param name="Name">The name of the key, for the audit log.</param>
/// <param name="TenantId">The tenant that the caller sees; null for all.</param>
/// <param name="Scope">What the caller may do.</param>
/// <param name="KeyId">The API key; null when none was needed.</param>
internal sealed record Caller(string Name, Guid? TenantId, AccessScope Scope, Guid? KeyId)
{
    /// <summary>Whoever reaches a server that asks for no key: on loopback, or one that is told to be open.</summary>
    public static Caller Everyone { get; } = new("everyone", null, AccessScope.Admin, null);
}
