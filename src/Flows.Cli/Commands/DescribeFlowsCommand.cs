using System.CommandLine;
using System.Text.Json;
using Flows.Cli.Lookups;
using Flows.Client;

namespace Flows.Cli.Commands;

/// <summary><c>flows describe flows</c></summary>
internal sealed class DescribeFlowsCommand : DescribeCommand
{
    private readonly DescribeFlowOptions options = new();

    public DescribeFlowsCommand(CliEnvironment environment)
        : base(environment, "flows", "Prints all that the server knows of a version of a flow.", "flows describe flows --name Hello", "flows describe flows --name Hello --version 2 --output yaml") =>
        options.AddTo(this);

    protected override async Task<JsonElement> DescribeAsync(FlowsClient client, ParseResult line, CancellationToken stop)
    {
        var filter = options.Filter(line);
        return await client.DescribeFlowAsync(filter, stop) ?? throw await FlowLookup.NoneAsync(client, filter, stop);
    }
}
