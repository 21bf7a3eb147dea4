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

    /// <summary>The flow that is chosen.</summary>
    /// <exception cref="HostException">There is none of that name, or the name is missing.</exception>
    public Flow Flow(IReadOnlyList<Flow> flows, ParseResult arguments) => FlowSelection.One(flows, arguments.GetValue(flow));

    /// <summary>The parameters that are given.</summary>
    /// <exception cref="HostException">The file is malformed.</exception>
    public FlowParameters Parameters(Flow one, ParseResult arguments) => ParameterArguments.Read(one, arguments.GetValue(file)?.FullName, arguments.GetValue(parameters) ?? []);

    /// <summary>Whether the flow is run at the times of its schedule.</summary>
    public bool OnSchedule(ParseResult arguments) => arguments.GetValue(onSchedule);

    /// <summary>Whether nothing but runs is to be shown.</summary>
    public bool IsBare(ParseResult arguments) => arguments.GetValue(json) || arguments.GetValue(quiet);

    /// <summary>How the run is to be shown.</summary>
    public IRunDisplay Display(HostEnvironment environment, ParseResult arguments) => RunDisplays.Choose(environment, arguments.GetValue(json), arguments.GetValue(quiet));
}
