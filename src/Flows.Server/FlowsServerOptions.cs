using Flows.Server.Data.Postgres;
using Flows.Server.Hooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Flows.Server;

/// <summary>How a server listens and where it keeps its data.</summary>
public sealed class FlowsServerOptions
{
    /// <summary>The port of the GraphQL API; 0 takes any free one. <value>The default is 4200.</value></summary>
    public int ApiPort { get; set; } = 4200;

    /// <summary>The port of the dashboard; 0 takes any free one. <value>The default is 8080.</value></summary>
    public int UiPort { get; set; } = 8080;

    /// <summary>The address to listen on; one that other machines reach needs <see cref="Expose"/>. <value>The default is 127.0.0.1.</value></summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>
    /// Whether to listen on all addresses of the machine; then a key is needed, or <see cref="Insecure"/>. <value>The default is false.</value>
    /// </summary>
    public bool Expose { get; set; }

    /// <summary>Whether an exposed server may do without a key; it warns. <value>The default is false.</value></summary>
    public bool Insecure { get; set; }

    /// <summary>
    /// A key for everything that is known to the server without being made there; callers of an exposed server send it, or one that was made, as
    /// <c>Authorization: Bearer</c>. <value>None by default: the first start of an exposed server makes one, <see cref="FlowsServer.FirstApiKey"/>.</value>
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// The networks whose callers need no key, as CIDR such as <c>10.0.0.0/8</c>, or single addresses. <value>None by default: all callers of an exposed
    /// server need a key, those of this machine too.</value>
    /// </summary>
    public IReadOnlyList<string> TrustedNetworks { get; set; } = [];

    /// <summary>
    /// The proxies whose <c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c> and <c>X-Forwarded-Host</c> are believed, as CIDR or single addresses.
    /// <value>None by default: what these headers say is ignored.</value>
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <summary>
    /// Host names, without a port, under which callers without a key may call, beside localhost, addresses and the machine's own name. <value>None by default.</value>
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>
    /// Origins of web pages, such as <c>https://tools.example</c>, that may call the API of a server that lets some callers in without a key, beside pages of
    /// this machine. <value>None by default.</value>
    /// </summary>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    /// <summary>How long a browser stays signed in. <value>The default is 12 hours.</value></summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>
    /// The certificate for TLS on both ports: a PEM file, with its chain, beside <see cref="TlsKey"/>, or a PFX file. It is read again when it changes.
    /// <value>None by default: the server speaks plain HTTP.</value>
    /// </summary>
    public string? TlsCertificate { get; set; }

    /// <summary>The private key of <see cref="TlsCertificate"/>, a PEM file. <value>None by default: it is in the file of the certificate.</value></summary>
    public string? TlsKey { get; set; }

    /// <summary>The password of the PFX file or of the private key. <value>None by default.</value></summary>
    public string? TlsPassword { get; set; }

    /// <summary>
    /// A section <c>Kestrel</c> as in an appsettings file, for its <c>Certificates</c> and <c>EndpointDefaults</c>; a default certificate in it turns TLS on.
    /// <value>None by default.</value>
    /// </summary>
    public IConfiguration? Kestrel { get; set; }

    /// <summary>
    /// Where the data is: a SQLite file, which is made when it is not there, or a PostgreSQL database as <c>postgresql://user:password@host:port/name</c>
    /// (or in Npgsql's own form, <c>Host=...;Database=...</c>). <value>The default is the file <c>~/.flows/server.db</c>.</value>
    /// </summary>
    public string Database { get; set; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".flows", "server.db");

    /// <summary>Whether <see cref="Database"/> names a PostgreSQL database.</summary>
    public bool IsPostgres => PostgresAddress.IsOne(Database);

    /// <summary>The database as people may read it: the full path of the file, or the address without its password.</summary>
    /// <exception cref="FlowsServerException">The address cannot be read.</exception>
    public string DatabaseName => IsPostgres ? PostgresAddress.Parse(Database).Display : Path.GetFullPath(Database);

    /// <summary>What an acknowledged change survives. <value>The default is <see cref="Durability.Normal"/>: the death of the process.</value></summary>
    public Durability Durability { get; set; }

    /// <summary>The largest request body in bytes. <value>The default is 5 MB, the limit of Prefect Server.</value></summary>
    public long MaxBodyBytes { get; set; } = 5 * 1024 * 1024;

    /// <summary>The most rows that one read answers with; beyond there is an error, never a silent cut. <value>The default is 100,000.</value></summary>
    public int MaxRows { get; set; } = 100_000;

    /// <summary>How deep relations may nest in one read. <value>The default is 10; Prefect Server has 7.</value></summary>
    public int MaxQueryDepth { get; set; } = 10;

    /// <summary>
    /// How many fields, conditions and terms of an order one operation may have, counted wherever they stand. <value>The default is 2,000.</value>
    /// </summary>
    public int MaxQueryParts { get; set; } = 2000;

    /// <summary>The longest that one read may take. <value>The default is 30 seconds.</value></summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a claim of an agent keeps other agents away from a run after its last sign of life; heartbeats come every 30 seconds.
    /// <value>The default is 60 seconds.</value>
    /// </summary>
    public TimeSpan ClaimLease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long an event stream rests after it has sent something; what changes meanwhile is sent together. <value>The default is 50 milliseconds.</value>
    /// </summary>
    public TimeSpan StreamInterval { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The background services: schedules, lost runs, old data.</summary>
    public ServiceOptions Services { get; } = new();

    /// <summary>How long data is kept.</summary>
    public RetentionOptions Retention { get; } = new();

    /// <summary>How cloud hooks are told of states.</summary>
    public HookOptions Hooks { get; } = new();

    /// <summary>The clock of states, locks and logs. <value>The default is the system's.</value></summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where the server logs. <value>Nowhere by default.</value></summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
