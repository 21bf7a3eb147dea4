using Flows.Server.Access;
using Flows.Server.Data;
using Flows.Server.Events;
using Flows.Server.GraphQL.Computed;
using Flows.Server.GraphQL.Mutations;
using Flows.Server.Hooks;
using Flows.Server.Http.Streams;
using Flows.Server.Services;
using Flows.Server.Stores;
using Flows.Server.Stores.Claims;
using Flows.Server.Stores.Limits;
using Flows.Server.Waiting;
using Microsoft.Extensions.Logging;

namespace Flows.Server;

/// <summary>The stores over a database, put together once.</summary>
internal sealed class ServerParts : IAsyncDisposable
{
    public ServerParts(IDatabase database, EventHub events, FlowsServerOptions options, Func<Uri> dashboard, ILoggerFactory loggers)
    {
        var clock = new Clock(options.TimeProvider);
        Hooks = new(database, events, options.Hooks, clock, dashboard, loggers);
        Accounts = new(database, options, clock, loggers);
        Gate = new(Accounts.Guard, Accounts.Audit, options.TimeProvider);
        var claims = new ClaimRules(options.ClaimLease);
        var limits = new ConcurrencyLimits(database, clock);
        var runStates = new RunStates(clock);
        var flowRunStates = new FlowRunStates(database, runStates, claims, Hooks.Outbox, clock);
        var taskRunStates = new TaskRunStates(database, runStates, clock);
        var taskRuns = new TaskRuns(database, runStates, clock);
        var tasks = new FlowTasks(database, clock);
        var runs = new FlowRuns(database, flowRunStates, taskRuns, claims, clock);
        var scheduled = new ScheduledRuns(runs, clock, options.Services.MaxScheduledRunsPerFlow);
        var schedules = new FlowSchedules(database, scheduled, clock);
        var deletions = new Deletions(database, clock);
        var groups = new FlowGroups(database, deletions, clock);
        var flows = new FlowVersions(database, tasks, schedules, flowRunStates, deletions, clock, loggers.CreateLogger<FlowVersions>());
        var logs = new Logs(database, clock);
        Tenants = new(database, deletions, clock);
        Computed = new(WaitingField.Of(clock));
        Streams = new(new(database), events, new(options.TimeProvider, options.StreamInterval));
        var signals = new ClaimSignals(events, clock.Time);
        Mutations = new(
        [
            .. TenantMutations.All(Tenants),
            .. AccountMutations.All(Accounts.Keys),
            .. ProjectMutations.All(new(database, deletions, clock)),
            .. FlowMutations.All(flows, tasks, schedules, groups),
            .. FlowGroupMutations.All(groups, new(database, schedules, clock)),
            .. FlowRunMutations.All(runs, flowRunStates),
            .. StateMutations.All(flowRunStates, taskRunStates, options.TimeProvider),
            .. TaskRunMutations.All(taskRuns, new(database, clock)),
            .. AgentConfigMutations.All(new(database, clock)),
            .. MessageMutations.All(Hooks.Inbox),
            .. CloudHookMutations.All(Hooks.Hooks, Hooks.Trial),
            .. ClaimMutations.All(new(database, claims, signals, clock), limits, claims, Tenants, clock),
            .. AgentMutations.All(new(database, clock), new(database, clock), logs),
        ]);
        IReadOnlyList<IServerService> services =
        [
            new Scheduler(database, scheduled, clock, options.Services.SchedulerPeriod, loggers.CreateLogger<Scheduler>()),
            new ZombieKiller(database, flowRunStates, taskRunStates, logs, clock, options.Services, loggers.CreateLogger<ZombieKiller>()),
            new Lazarus(database, flowRunStates, logs, clock, options.Services, loggers.CreateLogger<Lazarus>()),
            new Retention(new(database, clock, options.Retention), options.Services.RetentionPeriod, loggers.CreateLogger<Retention>()),
        ];
        Services = new(services, new(database, clock, options.Services.LeaseTime), Replica.NameFor(database), options.TimeProvider, loggers);
    }

    public Tenants Tenants { get; }

    public HookService Hooks { get; }

    public MutationCatalog Mutations { get; }

    public EventStreams Streams { get; }

    /// <summary>What goes on in the background.</summary>
    public ServiceHost Services { get; }

    /// <summary>Fields of the read API that no table has.</summary>
    public ComputedFields Computed { get; }

    /// <summary>What stands in front of every mutation.</summary>
    public MutationGate Gate { get; }

    /// <summary>Who may call, and who has called.</summary>
    public Accounts Accounts { get; }

    /// <summary>Finishes what goes on beside the requests; the database is open still.</summary>
    public async ValueTask DisposeAsync()
    {
        await Hooks.DisposeAsync();
        await Accounts.Audit.DisposeAsync();
    }
}
