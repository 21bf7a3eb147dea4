using System.CommandLine;
using System.Text.Json;
using Flows.Cli.Lookups;
using Flows.Client;

namespace Flows.Cli.Commands;

/// <summary><c>flows describe flow-runs</c></summary>
internal sealed class DescribeFlowRunsCommand : DescribeCommand
{
    private readonly Option<string?> name = new("--name", "-n") { Description = "The name of the flow run; of several the one that began last.", HelpName = "NAME" };
    private readonly Option<string?> flow = new("--flow-name", "-fn") { Description = "The name of its flow.", HelpName = "NAME" };
    private readonly Option<string?> id = new("--id") { Description = "The id of the flow run, instead of its name.", HelpName = "ID" };

    public DescribeFlowRunsCommand(CliEnvironment environment)
        : base(
            environment, "flow-runs", "Prints all that the server knows of a flow run.",
            "flows describe flow-runs --name tidy-otter", "flows describe flow-runs --id 0a52e8f4-6c1d-4f0b-9d3e-1b7c5a2f9e60 --output yaml")
    {
        foreach (var option in (Option[])[name, flow, id]) Add(option);
        Validators.Add(line =>
        {
            if (line.GetResult(id) is null == line.GetResult(name) is null) line.AddError("Give one of --name and --id.");
        });
    }

    protected override async Task<JsonElement> DescribeAsync(FlowsClient client, ParseResult line, CancellationToken stop)
    {
        var runId = line.GetValue(id) is { } given ? Ids.Check(given, "flow run") : await FlowRunLookup.ByNameAsync(client, line.GetValue(name)!, line.GetValue(flow), stop);
        return await client.DescribeFlowRunAsync(runId, stop) ?? throw FlowRunLookup.None(runId);
    }
}
