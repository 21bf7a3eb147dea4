using System.CommandLine;
using System.CommandLine.Help;
using Flows.Cli.Commands;

namespace Flows.Cli;

/// <summary>All commands of the tool, as a tree: a group is one method, a command one line in it.</summary>
internal static class CommandTree
{
    public static RootCommand Create(CliEnvironment environment)
    {
        var root = new RootCommand("Flows: write data flows in C#, register them, and have agents run them.")
        {
            ServerGroup(environment),
            AgentGroup(environment),
            CreateGroup(environment),
            new RegisterCommand(environment),
            new BuildCommand(environment),
            new RunCommand(environment) { new RunCommand(environment, "flow") },
            GetGroup(environment),
            DescribeGroup(environment),
            CancelGroup(environment),
            DeleteGroup(environment),
            new BackendCommand(environment),
            new ConfigCommand(environment),
            new VersionCommand(environment),
        };
        foreach (var help in root.Options.OfType<HelpOption>()) help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static Command ServerGroup(CliEnvironment environment) => new("server", "The server: API, dashboard and database in one process.")
    {
        new ServerStartCommand(environment),
        new ServerCreateTenantCommand(environment),
    };

    private static Command AgentGroup(CliEnvironment environment) => new("agent", "Agents take flow runs from the server and start them.")
    {
        new Command("local", "Starts flow runs as processes of this machine.")
        {
            new AgentLocalStartCommand(environment),
        },
        new Command("docker", "Starts flow runs as containers.")
        {
            new AgentDockerStartCommand(environment),
        },
    };

    private static Command CreateGroup(CliEnvironment environment) => new("create", "Creates things on the server.")
    {
        new CreateProjectCommand(environment),
    };

    private static Command GetGroup(CliEnvironment environment) => new("get", "Lists what is on the server.")
    {
        new GetProjectsCommand(environment),
        new GetFlowsCommand(environment),
        new GetFlowRunsCommand(environment),
        new GetTasksCommand(environment),
        new GetLogsCommand(environment),
        new GetAgentsCommand(environment),
    };

    private static Command DescribeGroup(CliEnvironment environment) => new("describe", "Prints all about one thing on the server.")
    {
        new DescribeFlowsCommand(environment),
        new DescribeTasksCommand(environment),
        new DescribeFlowRunsCommand(environment),
    };

    private static Command DeleteGroup(CliEnvironment environment) => new("delete", "Deletes things on the server for ever.")
    {
        new DeleteProjectCommand(environment),
        new DeleteFlowCommand(environment),
        new DeleteFlowRunCommand(environment),
    };

    private static Command CancelGroup(CliEnvironment environment) => new("cancel", "Cancels flow runs.")
    {
        new CancelFlowRunCommand(environment),
    };
}
