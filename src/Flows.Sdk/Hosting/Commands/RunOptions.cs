using System.CommandLine;
using Flows.Hosting.Runs;

namespace Flows.Hosting.Commands;

/// <summary>What is said on the command line of a run: which flow, its parameters, how it is shown.</summary>
internal sealed class RunOptions
{
    private readonly Option<string?> flow = FlowSelection.Option();
    private readonly Option<string[]> parameters = ParameterArguments.Option();
    private readonly Option<FileInfo?> file = new("--param-file") { Description = "A file with a JSON object of parameters; --param goes before it.", HelpName = "FILE" };
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
        command.Add(quiet);
        command.Add(json);
        command.Add(onSchedule);
    }

    /// <summary>What was said.</summary>
    public RunRequest Read(ParseResult arguments) => new()
    {
        Flow = arguments.GetValue(flow),
        Parameters = arguments.GetValue(parameters) ?? [],
        ParameterFile = arguments.GetValue(file)?.FullName,
        Json = arguments.GetValue(json),
        Quiet = arguments.GetValue(quiet),
        OnSchedule = arguments.GetValue(onSchedule),
    };
}
