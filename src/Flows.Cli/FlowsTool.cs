using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Flows.Cli.Commands;

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
        var parsed = CreateRoot(environment).Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors) await environment.Error.WriteLineAsync(error.Message);
            await environment.Error.WriteLineAsync($"`{PathOf(parsed.CommandResult.Command)} --help` shows how it is used.");
            return ExitCodes.BadCommandLine;
        }
        var configuration = new InvocationConfiguration { Output = environment.Output, Error = environment.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(configuration, stop);
    }

    private static RootCommand CreateRoot(CliEnvironment environment)
    {
        var root = new RootCommand("Flows: write data flows in C#, register them, and have agents run them.")
        {
            new Command("server", "The server: API, dashboard and database in one process.") { new ServerStartCommand(environment) },
            new Command("agent", "Agents take flow runs from the server and start them.")
            {
                new Command("local", "Starts flow runs as processes of this machine.") { new AgentLocalStartCommand(environment) },
                new Command("docker", "Starts flow runs as containers.") { new AgentDockerStartCommand(environment) },
            },
            new Command("create", "Creates things on the server.") { new CreateProjectCommand(environment) },
            new Command("run", "Starts flow runs.") { new RunFlowCommand(environment) },
            new Command("get", "Lists what is on the server.")
            {
                new GetProjectsCommand(environment), new GetFlowsCommand(environment), new GetFlowRunsCommand(environment), new GetLogsCommand(environment), new GetAgentsCommand(environment),
            },
            new Command("cancel", "Cancels flow runs.") { new CancelFlowRunCommand(environment) },
            new BackendCommand(environment),
            new ConfigCommand(environment),
            new VersionCommand(environment),
        };
        foreach (var help in root.Options.OfType<HelpOption>()) help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static string PathOf(Command command) =>
        command is RootCommand ? "flows" : $"{PathOf(command.Parents.OfType<Command>().First())} {command.Name}";
}
