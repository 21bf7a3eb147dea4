using System.CommandLine;
using Flows.Cli.Running;

namespace Flows.Cli.Commands;

/// <summary><c>flows run</c>, and the older form <c>flows run flow</c>.</summary>
internal sealed class RunCommand : CliCommand
{
    private readonly RunLine options = new();

    public RunCommand(CliEnvironment environment)
        : this(
            environment, "run", "Starts a run of a registered flow, or runs a flow of a program here.",
            "flows run --name Hello --project Hello_Project --watch", "flows run --name Hello --param name=Ada --param repeat=3",
            "flows run --id 0a52e8f4-6c1d-4f0b-9d3e-1b7c5a2f9e60 --execute --watch", "flows run --path samples/HelloFlow --param name=Ada") =>
        Add(new RunCommand(environment, "flow", "The older spelling of `flows run`, with the same options.", "flows run flow --name Hello --watch"));

    private RunCommand(CliEnvironment environment, string name, string description, params string[] examples)
        : base(environment, name, description, examples) => options.AddTo(this);

    protected override Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var order = options.Read(line);
        return order.Path is null ? new ServerRun(Process, order).RunAsync(stop) : new ProgramRun(Process, order).RunAsync(stop);
    }
}
