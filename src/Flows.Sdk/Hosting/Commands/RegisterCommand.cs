using System.CommandLine;
using Flows.Hosting.Progress;
using Flows.Hosting.Runs;
using Flows.Registration;

namespace Flows.Hosting.Commands;

/// <summary><c>register</c>: stores the program and posts its flows.</summary>
internal sealed class RegisterCommand(IReadOnlyList<Flow> flows, HostEnvironment environment)
{
    private readonly Option<string> project = new("--project", "-p") { Required = true, Description = "The project, which must exist.", HelpName = "NAME" };
    private readonly StoringOptions storing = new();
    private readonly Option<bool> force = new("--force", "-f") { Description = "Make a new version although nothing changed." };
    private readonly Option<bool> noSchedule = new("--no-schedule") { Description = "The schedule makes no runs yet." };
    private readonly Option<bool> json = new("--json") { Description = "Write one line of JSON for each flow; the progress goes to standard error." };

    public Command Create()
    {
        var command = new Command("register", "Store the program and register its flows with the server.") { project };
        storing.AddTo(command);
        foreach (var option in (Option[])[force, noSchedule, json]) command.Add(option);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var exitCode = ExitCodes.Ok;
        foreach (var one in storing.Flows(flows, arguments))
        {
            var options = storing.Read(one, arguments) with { Force = arguments.GetValue(force), ScheduleActive = !arguments.GetValue(noSchedule) };
            try
            {
                if (arguments.GetValue(json)) await RegisterForProgramsAsync(one, arguments.GetRequiredValue(project), options, cancellationToken).ConfigureAwait(false);
                else await one.RegisterAsync(arguments.GetRequiredValue(project), options, environment, cancellationToken).ConfigureAwait(false);
            }
            catch (FlowRegistrationException e)
            {
                await (arguments.GetValue(json) ? environment.Output.WriteLineAsync(RegistrationJson.Failed(one, e.Message)) : environment.Error.WriteLineAsync(e.Message)).ConfigureAwait(false);
                exitCode = ExitCodes.Failed;
            }
        }
        return exitCode;
    }

    private async Task RegisterForProgramsAsync(Flow flow, string name, RegisterOptions options, CancellationToken cancellationToken)
    {
        FlowRegistration registration;
        using (new StandardOutput(environment))
            registration = await new Registrar(environment.ForRegistration(new PlainProgress(environment.Error))).RegisterAsync(flow.Request(name, options), cancellationToken).ConfigureAwait(false);
        await environment.Output.WriteLineAsync(RegistrationJson.Done(registration)).ConfigureAwait(false);
    }
}
