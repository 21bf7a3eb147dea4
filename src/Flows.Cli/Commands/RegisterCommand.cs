using System.CommandLine;
using Flows.Cli.Lookups;
using Flows.Cli.Registering;

namespace Flows.Cli.Commands;

/// <summary><c>flows register</c></summary>
internal sealed class RegisterCommand : CliCommand
{
    private readonly Option<string> project = new("--project") { Description = "The project, which must exist (`flows create project NAME`).", HelpName = "NAME", Required = true };
    private readonly SourceOptions sources = new();
    private readonly Option<string[]> files = new("--json", "-j") { Description = "A file of `flows build`, or the address of one; several times.", HelpName = "FILE|URL", DefaultValueFactory = _ => [] };
    private readonly Option<bool> force = new("--force", "-f") { Description = "Makes a new version although nothing has changed." };
    private readonly Option<bool> watch = new("--watch") { Description = "Goes on, and registers again what has changed, until Ctrl-C." };
    private readonly Option<bool> schedule = new("--schedule") { Description = "Schedules make runs from now on; that is so without it too." };
    private readonly Option<bool> noSchedule = new("--no-schedule") { Description = "Schedules make no runs until they are switched on." };
    private readonly Option<string> format = RegistrationReport.Option();

    public RegisterCommand(CliEnvironment environment)
        : base(
            environment, "register", "Stores flow programs and registers their flows with the server.",
            "flows register --project Hello_Project --path samples/HelloFlow", "flows register --project Nightly --path \"flows/**/*.csproj\" --label etl --watch",
            "flows register --project Hello_Project --json flows.json")
    {
        Add(project);
        sources.AddTo(this);
        foreach (var option in (Option[])[files, force, schedule, noSchedule, watch, format]) Add(option);
        Validators.Add(line =>
        {
            if (line.GetResult(sources.Paths) is null && line.GetResult(files) is null) line.AddError("Say what to register: --path for programs, or --json for built flows.");
            if (line.GetResult(schedule) is not null && line.GetResult(noSchedule) is not null) line.AddError("--schedule and --no-schedule exclude each other.");
        });
    }

    protected override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        IReadOnlyList<IFlowSource> all = [.. sources.Programs(Process, line), .. (line.GetValue(files) ?? []).Select(f => new FileSource(Process, f))];
        if (line.GetValue(watch) && (line.GetValue(files) ?? []).FirstOrDefault(FlowsFile.IsRemote) is { } remote) throw new CliException($"'{remote}' cannot be watched: --watch goes with files.");
        using (var client = Process.Connect(Process.LoadConfiguration())) await ProjectLookup.ByNameAsync(client, line.GetRequiredValue(project), stop);
        var watched = new FileWatch(line.GetValue(watch) ? all : [], Process.TimeProvider);
        var report = new RegistrationReport(Process, line.GetValue(format) == "json");
        var exitCode = await RegisterAsync(all, sources.Names(line), line, report, stop);
        while (line.GetValue(watch))
        {
            report.Tell("Watching for changes...");
            await RegisterAsync(await watched.NextAsync(stop), [], line, report, stop);
        }
        return exitCode;
    }

    private async Task<int> RegisterAsync(IReadOnlyList<IFlowSource> which, IReadOnlyList<string> names, ParseResult line, RegistrationReport report, CancellationToken stop)
    {
        var collection = await FlowCollection.CollectAsync(which, names, report, stop);
        var request = new RegisterRequest
        {
            Project = line.GetRequiredValue(project),
            Labels = sources.Labels(line),
            Force = line.GetValue(force),
            Schedule = !line.GetValue(noSchedule),
            Storing = sources.Storing(line),
        };
        foreach (var (source, flows) in collection.Sources)
        {
            report.Tell($"Processing {source.Name}:");
            await source.RegisterAsync(flows, request, report, stop);
        }
        return await report.EndAsync(RegistrationOutcome.Registered, RegistrationOutcome.Skipped, RegistrationOutcome.Errored);
    }
}
