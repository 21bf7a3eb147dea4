using Flows.Engine;
using Flows.Hosting;
using Flows.Hosting.Progress;
using Flows.Registration;

namespace Flows;

public partial class Flow
{
    /// <summary>
    /// Stores the program that defines the flow and registers the flow with the server of the configuration. Unchanged code changes nothing
    /// there. It shows its progress and result on the console. While an agent's program executes a flow run it does nothing but warn.
    /// </summary>
    /// <param name="project">The project, which must exist (<c>flows create project NAME</c>).</param>
    /// <param name="options">How to register. <value>The default is as the flow says.</value></param>
    /// <param name="cancellationToken">Ends the registration; the server then knows nothing of it.</param>
    /// <returns>The flow as the server knows it.</returns>
    /// <exception cref="FlowRegistrationException">It cannot be registered; the message says why and the way out.</exception>
    public Task<FlowRegistration> RegisterAsync(string project, RegisterOptions? options = null, CancellationToken cancellationToken = default) =>
        RegisterAsync(project, options ?? new(), new HostEnvironment(), cancellationToken);

    /// <summary>As <see cref="RegisterAsync(string, RegisterOptions?, CancellationToken)"/>, for programs without async.</summary>
    /// <param name="project">The project, which must exist.</param>
    /// <param name="options">How to register. <value>The default is as the flow says.</value></param>
    /// <returns>The flow as the server knows it.</returns>
    /// <exception cref="FlowRegistrationException">It cannot be registered; the message says why and the way out.</exception>
    public FlowRegistration Register(string project, RegisterOptions? options = null) =>
        Task.Run(() => RegisterAsync(project, options)).GetAwaiter().GetResult();

    internal async Task<FlowRegistration> RegisterAsync(string project, RegisterOptions options, HostEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(project);
        if (ExecutionScope.IsExecuting)
        {
            await environment.Error.WriteLineAsync($"Flow '{Name}' is not registered: this program executes a flow run.").ConfigureAwait(false);
            return new() { Id = "", Name = Name, Project = project, Version = 0, FlowGroupId = "", Url = "", StoredAt = "" };
        }
        return await RegistrationDisplay.ShowAsync(
            environment, options.Quiet, progress => new Registrar(environment.ForRegistration(progress)).RegisterAsync(Request(project, options), cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>What is to be registered: as the options say, otherwise as the flow says.</summary>
    internal RegistrationRequest Request(string project, RegisterOptions options) => new()
    {
        Graph = Graph,
        Project = project,
        RunConfig = options.RunConfig ?? RunConfig ?? new UniversalRun(),
        Storage = options.Storage ?? Storage ?? new LocalStorage(),
        Schedule = Schedule,
        ScheduleActive = options.ScheduleActive,
        Labels = options.Labels,
        Force = options.Force,
    };
}
