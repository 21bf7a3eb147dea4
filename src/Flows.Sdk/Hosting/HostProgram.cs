using System.CommandLine;
using Flows.Client;
using Flows.Engine;
using Flows.Hosting.Commands;
using Flows.Hosting.Runs;

namespace Flows.Hosting;

/// <summary>Reads the command line, does it, and turns what fails into a sentence and an exit code.</summary>
internal static class HostProgram
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, IReadOnlyList<Flow> flows, HostEnvironment environment)
    {
        CheckNames(flows);
        using var stop = new StopSignals(environment);
        try
        {
            return await (args switch
            {
                // What programs are started with all the time needs no parser, and loading it takes longer than a small run.
                [] or ["run"] => new DeskRun(new RunRequest(), flows, environment).RunAsync(stop.Token),
                [ExecutionScope.Command, "flow-run"] => new ExecuteCommand(flows, environment).ExecuteAsync(stop.Token),
                _ => ParseAndRunAsync(args, flows, environment, stop.Token),
            }).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HostException or FlowParameterException or ScheduleException)
        {
            await environment.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCodes.BadCommandLine;
        }
        catch (Exception e) when (e is FlowRegistrationException or ConfigurationException or FlowsClientException)
        {
            await environment.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            await environment.Error.WriteLineAsync("Stopped.").ConfigureAwait(false);
            return ExitCodes.Failed;
        }
    }

    private static async Task<int> ParseAndRunAsync(IReadOnlyList<string> args, IReadOnlyList<Flow> flows, HostEnvironment environment, CancellationToken stop)
    {
        var command = new HostCommandLine(flows, environment).Create().Parse(args);
        if (command.Errors.Count == 0) return await command.InvokeAsync(Configuration(environment.Output, environment.Error), stop).ConfigureAwait(false);

        // Its action for a wrong command line writes what is wrong, and then the usage.
        await command.InvokeAsync(Configuration(environment.Error, environment.Error), CancellationToken.None).ConfigureAwait(false);
        return ExitCodes.BadCommandLine;
    }

    private static InvocationConfiguration Configuration(TextWriter output, TextWriter error) => new()
    {
        Output = output,
        Error = error,
        EnableDefaultExceptionHandler = false,
        // Signals are handled here: a run is to end in order, however long its tasks take to return.
        ProcessTerminationTimeout = null,
    };

    private static void CheckNames(IReadOnlyList<Flow> flows)
    {
        if (flows.Count == 0) throw new ArgumentException("FlowHost needs a flow: FlowHost.RunAsync(args, flow).", nameof(flows));
        var twice = flows.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new ArgumentException($"Two flows are named '{twice.Key}': give each flow of a program a name of its own.", nameof(flows));
    }
}

/// <summary>What was typed does not fit the program; the message is one sentence for the user.</summary>
internal sealed class HostException(string message) : Exception(message);
