using Flows.Client;
using Flows.Hosting.Logs;
using Microsoft.Extensions.Logging;

namespace Flows.Hosting.Runs;

/// <summary>How to run at the desk, with and without log lines.</summary>
internal static class RunLogs
{
    /// <summary>Log lines from the configured level on are written.</summary>
    /// <param name="environment">The process.</param>
    /// <param name="lines">Makes what writes them, from a level on.</param>
    public static FlowRunOptions Options(HostEnvironment environment, Func<LogLevel, LineLogProvider> lines)
    {
        var configuration = FlowsConfiguration.Load(environment.Sources);
        return Of(environment, configuration) with { LoggerFactory = lines(configuration.Level("logging.level")) };
    }

    /// <summary>No log lines.</summary>
    public static FlowRunOptions Silent(HostEnvironment environment) => Of(environment, FlowsConfiguration.Load(environment.Sources));

    private static FlowRunOptions Of(HostEnvironment environment, FlowsConfiguration configuration) =>
        new()
        {
            TimeProvider = environment.TimeProvider,
            Context = configuration.Context,
            KeptLogLines = 0,
            Checkpointing = configuration.Flag("flows.checkpointing"),
            ConfiguredSecrets = new ConfiguredSecrets(() => configuration),
        };
}
