using System.CommandLine;
using System.CommandLine.Invocation;

namespace Flows.Cli;

/// <summary>The <c>flows</c> tool: server, agents and commands.</summary>
internal static class FlowsTool
{
    /// <summary>Runs a command line.</summary>
    /// <param name="args">The words after <c>flows</c>.</param>
    /// <param name="environment">The process.</param>
    /// <param name="stop">Ends what goes on for ever.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliEnvironment environment, CancellationToken stop)
    {
        var parsed = CommandTree.Create(environment).Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in CommandLineErrors.Of(parsed)) await environment.Error.WriteLineAsync(error);
            return ExitCodes.BadCommandLine;
        }
        var configuration = new InvocationConfiguration { Output = environment.Output, Error = environment.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(configuration, stop);
    }
}
