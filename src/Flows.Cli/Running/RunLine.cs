using System.CommandLine;
using System.CommandLine.Parsing;
using Flows.Cli.Commands;

namespace Flows.Cli.Running;

/// <summary>The options of a run.</summary>
internal sealed class RunLine
{
    private static readonly string[] Levels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"];

    private readonly Option<string?> id = new("--id", "-i") { Description = "The id of the flow, or the one that its versions share.", HelpName = "ID" };
    private readonly Option<string?> name = new("--name", "-n") { Description = "The name of the flow; its newest version runs.", HelpName = "NAME" };
    private readonly Option<string?> project = new("--project") { Description = "The project of the flow, when several have one of that name.", HelpName = "NAME" };
    private readonly Option<string?> path = new("--path", "-p") { Description = "Runs a flow of this program (.csproj, its folder, .cs or .dll) here, without a server; with several flows --name chooses.", HelpName = "PATH" };
    private readonly Option<string[]> parameters = new("--param") { Description = "A parameter; the value is JSON, bare words are strings. Several times.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
    private readonly Option<string?> parameterFile = new("--param-file") { Description = "A file with a JSON object of parameters; --param wins over it.", HelpName = "FILE" };
    private readonly Option<string[]> context = new("--context") { Description = "A fact for the run's context, as --param. Several times.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> labels = CommonOptions.Labels("A label that the agent must have, instead of those that were registered. Several times.");
    private readonly Option<string?> runName = new("--run-name") { Description = "The name of the run; the server thinks of one otherwise.", HelpName = "NAME" };
    private readonly Option<string?> logLevel = new("--log-level") { Description = "The lowest level of the run's log lines.", HelpName = string.Join('|', Levels) };
    private readonly Option<string?> idempotencyKey = new("--idempotency-key") { Description = "A second run of the flow with the same key is the first one again.", HelpName = "KEY" };
    private readonly Option<bool> execute = new("--execute") { Description = "Executes the run here, without an agent, and waits for its end." };
    private readonly Option<bool> schedule = new("--schedule", "-s") { Description = "With --path: runs at each time of the flow's schedule until Ctrl-C." };
    private readonly Option<bool> watch = new("--watch", "-w") { Description = "Prints states and logs until the run has ended; exit code 1 when it failed." };
    private readonly Option<bool> noLogs = new("--no-logs") { Description = "Prints no log lines." };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "Prints the id of the run and nothing else." };
    private readonly Option<bool> json = CommonOptions.Json();

    public RunLine() => logLevel.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, Levels);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[id, name, project, path, parameters, parameterFile, context, labels, runName, logLevel, idempotencyKey, execute, schedule, watch, noLogs, quiet, json])
            command.Add(option);
        command.Validators.Add(Check);
    }

    public RunOrder Read(ParseResult line) => new()
    {
        Id = line.GetValue(id),
        Name = line.GetValue(name),
        Project = line.GetValue(project),
        Path = line.GetValue(path),
        Parameters = line.GetValue(parameters) ?? [],
        ParameterFile = line.GetValue(parameterFile),
        Context = line.GetValue(context) ?? [],
        Labels = line.GetValue(labels) is { Length: > 0 } given ? given : null,
        RunName = line.GetValue(runName),
        LogLevel = line.GetValue(logLevel)?.ToUpperInvariant(),
        IdempotencyKey = line.GetValue(idempotencyKey),
        Execute = line.GetValue(execute),
        Schedule = line.GetValue(schedule),
        Watch = line.GetValue(watch),
        NoLogs = line.GetValue(noLogs),
        Quiet = line.GetValue(quiet),
        Json = line.GetValue(json),
    };

    private void Check(CommandResult line)
    {
        if (Has(path))
        {
            if (Has(id)) line.AddError("--path and --id exclude each other: --path runs a program here, --id a flow of the server.");
            if (new Option[] { project, labels, runName, idempotencyKey, execute, watch }.FirstOrDefault(Has) is { } other)
                line.AddError($"{other.Name} goes with flows of the server, --path runs a program here: leave out one of them.");
        }
        else
        {
            if (Has(id) == Has(name)) line.AddError("Give one of --name and --id, or --path for a program.");
            if (Has(schedule)) line.AddError("--schedule goes with --path: the server makes the runs of schedules by itself.");
        }
        if (Has(quiet) && (Has(watch) || Has(execute))) line.AddError("--quiet excludes --watch and --execute.");

        bool Has(Option option) => line.GetResult(option) is { Implicit: false };
    }
}
