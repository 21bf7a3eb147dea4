using System.CommandLine;
using System.Text.Json;
using Flows.Cli.Lookups;
using Flows.Client;

namespace Flows.Cli.Commands;

/// <summary><c>flows describe tasks</c></summary>
internal sealed class DescribeTasksCommand : DescribeCommand
{
    private readonly DescribeFlowOptions options = new();

    public DescribeTasksCommand(CliEnvironment environment)
        : base(environment, "tasks", "Prints the tasks of a version of a flow.", "flows describe tasks --name Hello", "flows describe tasks --name Hello --output yaml") => options.AddTo(this);

    protected override async Task<JsonElement> DescribeAsync(FlowsClient client, ParseResult line, CancellationToken stop)
    {
        var filter = options.Filter(line);
        return await client.DescribeTasksAsync(filter, stop) ?? throw await FlowLookup.NoneAsync(client, filter, stop);
    }
}
