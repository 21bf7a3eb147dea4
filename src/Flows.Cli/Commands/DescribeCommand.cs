using System.CommandLine;
using System.Text.Json;
using Flows.Cli.Output;
using Flows.Client;

namespace Flows.Cli.Commands;

/// <summary>A command that prints everything about one thing, as JSON or as YAML, keys in order.</summary>
internal abstract class DescribeCommand : CliCommand
{
    private readonly Option<string> output = new("--output", "-o") { Description = "The language of the answer.", DefaultValueFactory = _ => "json" };
    private readonly Option<bool> json = new("--json") { Description = "The same as --output json." };

    protected DescribeCommand(CliEnvironment environment, string name, string description, params string[] examples)
        : base(environment, name, description, examples)
    {
        output.AcceptOnlyFromAmong("json", "yaml");
        Add(output);
        Add(json);
    }

    /// <summary>Asks the server.</summary>
    /// <exception cref="CliException">There is no such thing.</exception>
    protected abstract Task<JsonElement> DescribeAsync(FlowsClient client, ParseResult line, CancellationToken stop);

    protected sealed override async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        using var client = Process.Connect(Process.LoadConfiguration());
        var description = JsonOutput.Sorted(await DescribeAsync(client, line, stop));
        if (line.GetValue(output) == "yaml" && !line.GetValue(json)) await Output.WriteAsync(YamlText.Of(description));
        else await JsonOutput.WriteAsync(Output, description);
        return ExitCodes.Ok;
    }
}
