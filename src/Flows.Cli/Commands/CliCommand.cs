using System.CommandLine;
using Flows.Agents;
using Flows.Cli.Output;
using Flows.Client;
using Flows.Server;

namespace Flows.Cli.Commands;

/// <summary>A command that does something: what fails as expected becomes one sentence on stderr and exit code 1.</summary>
internal abstract class CliCommand : Command
{
    protected CliCommand(CliEnvironment environment, string name, string description, params string[] examples)
        : base(name, description)
    {
        (Process, Examples) = (environment, examples);
        SetAction(RunSafelyAsync);
    }

    /// <summary>Command lines that show how the command is used.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>The process that the command runs in.</summary>
    protected CliEnvironment Process { get; }

    protected TextWriter Output => Process.Output;

    /// <summary>Does it.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="stop">Ends the command.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    protected abstract Task<int> RunAsync(ParseResult line, CancellationToken stop);

    /// <summary>Answers: with JSON for programs, or with a sentence for people.</summary>
    protected Task AnswerAsync<T>(bool json, T value, string sentence) => json ? JsonOutput.WriteAsync(Output, value) : Output.WriteLineAsync(sentence);

    private async Task<int> RunSafelyAsync(ParseResult line, CancellationToken stop)
    {
        try
        {
            return await RunAsync(line, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception e) when (e is CliException or FlowsClientException or ConfigurationException or AgentException or FlowsServerException)
        {
            await Process.Error.WriteLineAsync(e.Message);
            return ExitCodes.Failed;
        }
    }
}
