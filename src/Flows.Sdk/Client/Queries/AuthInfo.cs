namespace Flows.Client.Queries;

/// <summary>As whom a server takes a client.</summary>
/// <param name="Name">The name of its key; <c>everyone</c> where no key is needed.</param>
/// <param name="Scope">What the key is good for: <c>read</c>, <c>run</c> or <c>admin</c>.</param>
/// <param name="TenantId">The tenant into which its new things go.</param>
/// <param name="KeyId">The key's id; null when it is none that the server has made.</param>
public sealed record AuthInfo(string Name, string Scope, string TenantId, string? KeyId);
