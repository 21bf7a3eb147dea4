namespace Flows.Client;

/// <summary>Where the server is and how to speak to it.</summary>
public sealed class FlowsClientOptions
{
    /// <summary>The API, for example <c>http://localhost:4200</c>. Calls are posted to it as it stands; nothing is appended.</summary>
    public required Uri Api { get; init; }

    /// <summary>The API key, sent only to the host of <see cref="Api"/>. <value>The default is null: none is sent.</value></summary>
    public string? ApiKey { get; init; }

    /// <summary>The tenant to act for; sent only together with a key. <value>The default is null: the key's, or the first.</value></summary>
    public string? TenantId { get; init; }

    /// <summary>The fencing token of the flow run that this process executes. <value>The default is null.</value></summary>
    public string? Claim { get; init; }

    /// <summary>
    /// Whether calls are repeated for about a minute while the server is away, as agents and containers need it.
    /// <value>The default is false: a person waits, and a server that refuses connections is reported within three seconds.</value>
    /// </summary>
    public bool Patient { get; init; }

    /// <summary>How long one attempt may take. <value>The default is 15 seconds.</value></summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>When to ask again after the server queued a run. <value>The default is 30 seconds.</value></summary>
    public TimeSpan QueueInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Sends the requests, for tests. <value>The default is null: real HTTP.</value></summary>
    public HttpMessageHandler? HttpMessageHandler { get; init; }

    /// <summary>The clock. <value>The default is the system's.</value></summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
