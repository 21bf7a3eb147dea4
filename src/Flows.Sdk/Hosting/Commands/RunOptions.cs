using System.CommandLine;
using Flows.Hosting.Runs;

namespace Flows.Hosting.Commands;

/// <summary>What is said on the command line of a run: which flow, its parameters, how it is shown.</summary>
internal sealed class RunOptions
{
    private readonly Option<string?> flow = FlowSelection.Option();
    private readonly Option<string[]> parameters = ParameterArguments.Option();
    private readonly Option<FileInfo?> file = new("--param-file") { Description = "A file with a JSON object of parameters; --param goes before it.", HelpName = "FILE" };
    private readonly Option<string[]> context = ParameterArguments.Option("--context", null, "A value for the run's context as JSON; bare words are text. May be given several times.");
    private readonly Option<string?> logLevel = new("--log-level") { Description = "The lowest level of log lines that are shown, instead of the setting logging.level.", HelpName = "LEVEL" };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "Show nothing unless the run fails." };
    private readonly Option<bool> json = new("--json") { Description = "Write the run as one JSON document; log lines go to standard error." };
    private readonly Option<bool> onSchedule = new("--on-schedule") { Description = "Run at each time of the flow's schedule, until it ends or is interrupted." };

    /// <summary>The options that choose a flow and give its parameters.</summary>
    public void AddInputsTo(Command command)
    {
        foreach (var option in (Option[])[parameters, file, flow]) command.Add(option);
    }

    /// <summary>All options of a run.</summary>
    public void AddTo(Command command)
    {
        AddInputsTo(command);
        logLevel.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL");
        foreach (var option in (Option[])[context, logLevel, quiet, json, onSchedule]) command.Add(option);
    }

    /// <summary>What was said.</summary>
    public RunRequest Read(ParseResult arguments) => new()
    {
        Flow = arguments.GetValue(flow),
        Parameters = arguments.GetValue(parameters) ?? [],
        ParameterFile = arguments.GetValue(file)?.FullName,
        Context = arguments.GetValue(context) ?? [],
        LogLevel = arguments.GetValue(logLevel),
        Json = arguments.GetValue(json),
        Quiet = arguments.GetValue(quiet),
        OnSchedule = arguments.GetValue(onSchedule),
    };
}
