using System.CommandLine;

namespace Flows.Hosting.Commands;

/// <summary>What is said on the command line of a program that is to be stored: which flows, where, how they are started.</summary>
internal sealed class StoringOptions
{
    private readonly Option<string?> runConfig = new("--run-config")
    {
        Description = "How runs are started. The flow's own run config when it is of that kind, otherwise a new one with its labels and environment.",
    };

    private readonly Option<string?> storage = new("--storage") { Description = "Where the program is kept; docker needs a DockerStorage in the program." };
    private readonly Option<string[]> labels = new("--label", "-l") { Description = "A label to add; may be given several times.", HelpName = "LABEL", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> flow = FlowSelection.SeveralOption();

    public StoringOptions()
    {
        runConfig.AcceptOnlyFromAmong([.. RunConfigChoice.Kinds]);
        storage.AcceptOnlyFromAmong([.. StorageChoice.Kinds]);
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[runConfig, storage, labels, flow]) command.Add(option);
    }

    /// <summary>The flows that are meant.</summary>
    /// <exception cref="HostException">The program does not have one of them.</exception>
    public IReadOnlyList<Flow> Flows(IReadOnlyList<Flow> all, ParseResult arguments) => FlowSelection.Some(all, arguments.GetValue(flow) ?? []);

    /// <summary>What is said for one of them.</summary>
    public RegisterOptions Read(Flow one, ParseResult arguments) => new()
    {
        RunConfig = arguments.GetValue(runConfig) is { } kind ? RunConfigChoice.Of(kind, one.RunConfig) : null,
        Storage = arguments.GetValue(storage) is { } where ? StorageChoice.Of(where, one) : null,
        Labels = arguments.GetValue(labels) ?? [],
    };
}
