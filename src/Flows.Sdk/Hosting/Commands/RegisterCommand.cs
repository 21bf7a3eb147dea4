using System.CommandLine;

namespace Flows.Hosting.Commands;

/// <summary><c>register</c>: stores the program and posts its flows.</summary>
internal sealed class RegisterCommand(IReadOnlyList<Flow> flows, HostEnvironment environment)
{
    private readonly Option<string> project = new("--project", "-p") { Required = true, Description = "The project, which must exist.", HelpName = "NAME" };
    private readonly Option<string?> runConfig = new("--run-config")
    {
        Description = "How runs are started. The flow's own run config when it is of that kind, otherwise a new one with its labels and environment.",
    };

    private readonly Option<string?> storage = new("--storage") { Description = "Where the program is kept; docker needs a DockerStorage in the program." };
    private readonly Option<string[]> labels = new("--label", "-l") { Description = "A label to add; may be given several times.", HelpName = "LABEL", DefaultValueFactory = _ => [] };
    private readonly Option<bool> force = new("--force", "-f") { Description = "Make a new version although nothing changed." };
    private readonly Option<string?> flow = FlowSelection.Option();

    public Command Create()
    {
        runConfig.AcceptOnlyFromAmong([.. RunConfigChoice.Kinds]);
        storage.AcceptOnlyFromAmong([.. StorageChoice.Kinds]);
        var command = new Command("register", "Store the program and register its flows with the server.") { project, runConfig, storage, labels, force, flow };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var exitCode = ExitCodes.Ok;
        foreach (var one in FlowSelection.Some(flows, arguments.GetValue(flow)))
        {
            try
            {
                await one.RegisterAsync(arguments.GetRequiredValue(project), Options(one, arguments), environment, cancellationToken).ConfigureAwait(false);
            }
            catch (FlowRegistrationException e)
            {
                await environment.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
                exitCode = ExitCodes.Failed;
            }
        }
        return exitCode;
    }

    private RegisterOptions Options(Flow one, ParseResult arguments) => new()
    {
        RunConfig = arguments.GetValue(runConfig) is { } kind ? RunConfigChoice.Of(kind, one.RunConfig) : null,
        Storage = arguments.GetValue(storage) is { } where ? StorageChoice.Of(where, one) : null,
        Labels = arguments.GetValue(labels) ?? [],
        Force = arguments.GetValue(force),
    };
}
