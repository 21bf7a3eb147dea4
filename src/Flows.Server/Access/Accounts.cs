using Flows.Server.Data;
using Flows.Server.Stores;
using Microsoft.Extensions.Logging;

namespace Flows.Server.Access;

/// <summary>Who may call and who has called, put together over a database.</summary>
internal sealed class Accounts
{
    private readonly TimeProvider time;

    public Accounts(IDatabase database, FlowsServerOptions options, Clock clock, ILoggerFactory loggers)
    {
        Guard = new(database);
        Audit = new(database, Guard, clock, loggers.CreateLogger<AuditLog>());
        Keys = new(database, clock, Audit, string.IsNullOrWhiteSpace(options.ApiKey) ? null : ApiKey.OfServer(options.ApiKey.Trim()));
        Sessions = new(database, Keys, clock, options.SessionLifetime);
        time = clock.Time;
    }

    public TenantGuard Guard { get; }

    public AuditLog Audit { get; }

    public ApiKeys Keys { get; }

    public BrowserSessions Sessions { get; }

    /// <summary>The rules of a server.</summary>
    public AccessRules RulesFor(AccessPolicy policy) => new(policy, Keys, Sessions, new(time), Guard, time);
}
