namespace Flows.Client.Queries;

/// <summary>An API key that has just been made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">The key itself, a secret that the server does not tell again.</param>
public sealed record CreatedApiKey(string Id, string Key);
