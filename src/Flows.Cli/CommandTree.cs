using System.CommandLine;
using System.CommandLine.Help;
using Flows.Cli.Commands;

namespace Flows.Cli;

/// <summary>All commands of the tool, as a tree: a group is one method, a command one line in it.</summary>
internal static class CommandTree
{
    private const string KvAnswer = "Only Prefect Cloud keeps values by key: give flows parameters, or secrets in their environment (PREFECT__CONTEXT__SECRETS__NAME).";

    public static RootCommand Create(CliEnvironment environment)
    {
        var root = new RootCommand("Flows: write data flows in C#, register them, and have agents run them.")
        {
            ServerGroup(environment),
            AgentGroup(environment),
            CreateGroup(environment),
            new RegisterCommand(environment),
            new BuildCommand(environment),
            new RunCommand(environment),
            GetGroup(environment),
            DescribeGroup(environment),
            CancelGroup(environment),
            DeleteGroup(environment),
            ExecuteGroup(environment),
            HeartbeatGroup(environment),
            AuthGroup(environment),
            KvGroup(environment),
            new BackendCommand(environment),
            new ConfigCommand(environment),
            new DiagnosticsCommand(environment),
            new CompletionCommand(environment),
            new VersionCommand(environment),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            var usual = (HelpAction)help.Action!;
            if (!environment.IsTerminal) usual.MaxWidth = int.MaxValue;
            help.Action = new HelpWithExamples(usual);
        }
        return root;
    }

    private static Command ServerGroup(CliEnvironment environment) => new("server", "The server: API, dashboard and database in one process.")
    {
        new ServerStartCommand(environment),
        new ServerStopCommand(environment),
        new ServerConfigCommand(environment),
        new ServerCreateTenantCommand(environment),
        new Command("db", "The server's database.")
        {
            new ServerDbStatsCommand(environment),
            new ServerDbPruneCommand(environment),
            new ServerDbVacuumCommand(environment),
            new ServerDbMigrateCommand(environment),
            new ServerDbBackupCommand(environment),
            new ServerDbRestoreCommand(environment),
            new ServerDbCopyCommand(environment),
        },
        new Command("key", "API keys of the server.")
        {
            new ServerKeyCreateCommand(environment),
            new ServerKeyListCommand(environment),
            new ServerKeyRevokeCommand(environment),
        },
    };

    private static Command AgentGroup(CliEnvironment environment) => new("agent", "Agents take flow runs from the server and start them.")
    {
        new Command("local", "Starts flow runs as processes of this machine.")
        {
            new AgentLocalStartCommand(environment),
            new AgentLocalInstallCommand(environment),
        },
        new Command("docker", "Starts flow runs as containers.")
        {
            new AgentDockerStartCommand(environment),
            new AgentDockerInstallCommand(environment),
        },
        new CloudCommand(environment, "kubernetes", "This tool has no Kubernetes agent; that of Prefect 1.x (`prefect agent kubernetes start`) works with a Flows server."),
        new CloudCommand(environment, "vertex", "This tool has no Vertex agent; that of Prefect 1.x (`prefect agent vertex start`) works with a Flows server."),
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

    private static Command ExecuteGroup(CliEnvironment environment) => new("execute", "Executes flow runs; agents and containers do this.")
    {
        new ExecuteFlowRunCommand(environment),
    };

    private static Command HeartbeatGroup(CliEnvironment environment) => new("heartbeat", "Tells the server that processes live.")
    {
        new HeartbeatFlowRunCommand(environment),
    };

    private static Command AuthGroup(CliEnvironment environment) => new("auth", "The key by which this user talks to the server.")
    {
        new AuthLoginCommand(environment),
        new AuthLogoutCommand(environment),
        new AuthStatusCommand(environment),
        new CloudCommand(environment, "create-key", "Keys of Prefect Cloud are made there; a Flows server's are made by `flows server key create`."),
        new CloudCommand(environment, "list-keys", "Keys of Prefect Cloud are listed there; a Flows server's are listed by `flows server key list`."),
        new CloudCommand(environment, "revoke-key", "Keys of Prefect Cloud are revoked there; a Flows server's are revoked by `flows server key revoke`."),
        new CloudCommand(environment, "list-tenants", "Tenants belong to keys: `flows auth status` shows that of yours; with a server that is open the setting cloud.tenant_id chooses one."),
        new CloudCommand(environment, "switch-tenants", "Tenants belong to keys: log in with a key of the other tenant (`flows auth login`)."),
        new CloudCommand(environment, "purge-tokens", "There are no old tokens to purge: only API keys are kept."),
    };

    private static Command KvGroup(CliEnvironment environment) => new("kv", KvAnswer)
    {
        new CloudCommand(environment, "set", KvAnswer),
        new CloudCommand(environment, "get", KvAnswer),
        new CloudCommand(environment, "delete", KvAnswer),
        new CloudCommand(environment, "list", KvAnswer),
    };

    private static Command CancelGroup(CliEnvironment environment) => new("cancel", "Cancels flow runs.")
    {
        new CancelFlowRunCommand(environment),
    };
}
