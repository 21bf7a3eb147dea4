using System.CommandLine;
using Flows.Client;
using Flows.Server;

namespace Flows.Cli.Servers;

/// <summary>What a server does in the background and how long it keeps data: options, and settings of the same meaning.</summary>
internal sealed class ServiceSettings
{
    private readonly List<(Option<TimeSpan?> Option, string Key, Action<FlowsServerOptions, TimeSpan?> Set, bool MayBeNever)> spans = [];
    private readonly Option<bool> noServices = new("--no-services")
    {
        Description = "Leaves schedules, lost runs and old data to other servers on the same database (setting server.services.enabled).",
    };

    public ServiceSettings()
    {
        Keep("logs", "Keeps lines of logs so long", (o, age) => o.Retention.Logs = age);
        Keep("states", "Keeps the history of states of ended runs so long", (o, age) => o.Retention.States = age);
        Keep("runs", "Keeps ended runs so long", (o, age) => o.Retention.Runs = age);
        Keep("audit", "Keeps the audit log so long", (o, age) => o.Retention.AuditEntries = age);
        Keep("hook-events", "Keeps so long what cloud hooks were told", (o, age) => o.Retention.HookEvents = age);
        Span("scheduler-period", "How often runs are made for schedules", (o, span) => o.Services.SchedulerPeriod = span);
        Span("zombie-killer-period", "How often lost task runs are looked for", (o, span) => o.Services.ZombieKillerPeriod = span);
        Span("lazarus-period", "How often lost flow runs are looked for", (o, span) => o.Services.LazarusPeriod = span);
        Span("heartbeat-timeout", "How long a run may be silent before it counts as lost", (o, span) => o.Services.HeartbeatTimeout = span);
    }

    public void AddTo(Command command)
    {
        foreach (var (option, _, _, _) in spans) command.Add(option);
        command.Add(noServices);
    }

    /// <summary>Takes over what the command line and the configuration say.</summary>
    /// <exception cref="CliException">A setting cannot be read.</exception>
    public void Apply(ParseResult line, FlowsConfiguration configuration, FlowsServerOptions options)
    {
        options.Services.Enabled = !line.GetValue(noServices) && configuration["server.services.enabled"]?.ToUpperInvariant() is not ("FALSE" or "0");
        foreach (var (option, key, set, mayBeNever) in spans)
        {
            if (line.GetValue(option) is { } given) set(options, given);
            else if (configuration[key] is { Length: > 0 } text && (mayBeNever || text != "never")) set(options, Ages.Setting(key, text));
        }
    }

    private void Keep(string kind, string description, Action<FlowsServerOptions, TimeSpan?> set)
    {
        var key = $"server.retention.{kind.Replace('-', '_')}";
        spans.Add((Ages.Option($"--keep-{kind}", $"{description}: 30d (setting {key})."), key, set, true));
    }

    private void Span(string name, string description, Action<FlowsServerOptions, TimeSpan> set)
    {
        var key = $"server.services.{name.Replace('-', '_')}";
        spans.Add((Ages.Option($"--{name}", $"{description}: 90s (setting {key})."), key, (o, span) => set(o, span!.Value), false));
    }
}
